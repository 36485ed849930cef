import { Account } from "./account.ts";
import { Device } from "./device.ts";
import { pause } from "./patience.ts";
import { Writer, type Written } from "./writer.ts";
import { View } from "./view.ts";

/** A user whose devices all write at once. */
export class User {
  readonly devices: Device[];
  private writers: Writer[] = [];

  constructor(baseUrl: string, phone: string, devices: number) {
    this.devices = Array.from(
      { length: devices },
      (_, index) => new Device(baseUrl, new Account(baseUrl, phone, index)),
    );
  }

  get written(): Written[] {
    return this.writers.map(({ written }) => written);
  }

  /** Signs in, brings all devices in step and makes the playlist that they share. */
  async begin(): Promise<void> {
    for (const device of this.devices) await device.account.token();
    await Promise.all(this.devices.map((device) => device.start()));
    const [first] = this.devices;
    if (first === undefined) return;
    const body = { name: "Shared" };
    const { json } = await first.library.write("POST", "/playlists", body);
    const shared = String(json["id"]);
    this.writers = this.devices.map((device) => new Writer(device, shared));
  }

  /** Done when the last write is acknowledged. */
  async workUntil(ended: () => boolean, averagePauseMs: number): Promise<void> {
    await Promise.all(
      this.writers.map((writer) => writer.workUntil(ended, averagePauseMs)),
    );
  }

  /**
   * Everything that is not as it has to be, in words, by what it is. Devices have so long to be in
   * step after the last write.
   */
  async judge(limitMs: number): Promise<Record<string, string[]>> {
    const [first] = this.devices;
    if (first === undefined) return {};
    const truth = await View.read(first.library);
    await this.untilInStep(truth, limitMs);
    const told = new Set(this.devices.flatMap((device) => [...device.told]));
    return {
      lost: this.written.flatMap((written) => lost(written, truth)),
      refused: this.written.flatMap(({ refused }) => refused),
      own_writes_unread: this.written.flatMap(({ unread }) => unread),
      views_that_differ: this.devices.flatMap(({ view }) =>
        view.differences(truth),
      ),
      events_missed: this.devices
        .filter(({ reloads }) => reloads.length === 0)
        .flatMap((device) => [...told].filter((id) => !device.told.has(id))),
      out_of_order: this.devices.flatMap(({ outOfOrder }) => outOfOrder),
      duplicates: this.devices.flatMap(({ duplicates }) => duplicates),
      stopped: this.devices.flatMap(({ stopped }) => stopped ?? []),
    };
  }

  /** Waits until all views are the server's and all devices were told the same, but not for ever. */
  private async untilInStep(truth: View, limitMs: number): Promise<void> {
    const end = performance.now() + limitMs;
    const isInStep = ({ view }: Device): boolean =>
      view.differences(truth).length === 0;
    const counts = (): number =>
      new Set(this.devices.map(({ told }) => told.size)).size;
    while (performance.now() < end) {
      if (this.devices.every(isInStep) && counts() === 1) return;
      await pause(500);
      // Devices that reloaded were told fewer events, for good.
      const reloaded = this.devices.some(({ reloads }) => reloads.length > 0);
      if (reloaded && this.devices.every(isInStep)) return;
    }
  }
}

/** Writes that were acknowledged and have not happened. */
function lost(written: Written, truth: View): string[] {
  const { favorites, plays, playlists, entries } = written;
  return [
    ...[...favorites]
      .filter(
        ([id, title]) => (truth.favorites.get(`track ${id}`) ?? null) !== title,
      )
      .map(([id]) => `favourite ${id}`),
    ...[...plays]
      .filter((id) => !truth.plays.has(id))
      .map((id) => `play ${id}`),
    ...[...playlists]
      .filter(([id, name]) => (truth.playlists.get(id) ?? null) !== name)
      .map(([id]) => `playlist ${id}`),
    ...[...entries].flatMap(([id, wanted]) => {
      const held = new Set(truth.entries.get(id));
      return [...wanted]
        .filter((entry) => !held.has(entry))
        .map((entry) => `entry ${entry} of ${id}`);
    }),
  ];
}
