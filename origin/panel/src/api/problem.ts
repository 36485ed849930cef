/** The body of a refused call, `application/problem+json`. */
interface ProblemBody {
  code: string;
  title: string;
  detail: string;
  request_id: string;
  fields?: Record<string, string>;
  [extension: string]: unknown;
}

/** A call that was refused or did not get through. */
export class Problem extends Error {
  override name = "Problem";

  constructor(
    /** Stable; `unreachable` when there was no answer. */
    readonly code: string,
    /** What the origin says of it, for people. */
    readonly detail: string,
    /** Name of the field → what is wrong with it. */
    readonly fields: Record<string, string> = {},
    /** Seconds after which another try may go better. */
    readonly retryAfter: number | null = null,
    /** What its log lines are found by. */
    readonly requestId: string | null = null,
  ) {
    super(detail);
  }

  /** That of an answer, whatever its body is. */
  static of(body: unknown, response: Response): Problem {
    const retryAfter = Number(response.headers.get("retry-after") ?? NaN);
    const seconds = Number.isFinite(retryAfter) ? retryAfter : null;
    if (!isBody(body))
      return new Problem("internal", response.statusText, {}, seconds);
    return new Problem(
      body.code,
      body.detail,
      body.fields,
      seconds,
      body.request_id,
    );
  }

  /** That of anything thrown. */
  static from(thrown: unknown): Problem {
    if (thrown instanceof Problem) return thrown;
    return new Problem(
      "unreachable",
      thrown instanceof Error ? thrown.message : "",
    );
  }
}

function isBody(body: unknown): body is ProblemBody {
  return (
    typeof body === "object" &&
    body !== null &&
    "code" in body &&
    "detail" in body
  );
}
