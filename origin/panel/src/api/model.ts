export type Role = "owner" | "operator" | "auditor";

export interface Session {
  state: "totp_required" | "enrolment_required" | "signed_in";
  admin: { id: string; email: string; name: string; role: Role } | null;
  csrf_token: string;
  expires_at: string;
  step_up_until: string | null;
  permissions: string[];
}

export interface Enrolment {
  secret: string;
  otpauth_url: string;
  qr_svg: string;
}

export interface Administrator {
  id: string;
  email: string;
  name: string;
  role: Role;
  disabled: boolean;
  totp_enrolled: boolean;
  last_signed_in_at: string | null;
  created_at: string;
}

export interface AdministratorSession {
  id: string;
  current: boolean;
  address_masked: string;
  user_agent: string;
  created_at: string;
  last_seen_at: string;
}

export interface SettingsDraft {
  document: Record<string, unknown>;
  base_release: number | null;
  version: number;
  updated_by: string | null;
  updated_at: string | null;
  problems: { field: string; reason: string }[];
}

export interface SettingsChange {
  path: string;
  before: unknown;
  after: unknown;
}

export interface Release {
  number: number;
  author: string;
  reason: string;
  created_at: string;
  kind: "publish" | "rollback" | "import";
  rollout_percent: number;
  state: "active" | "rolling_out" | "superseded" | "withdrawn";
}

export interface RunningEdge {
  edge_instance: string;
  edge_kind: string;
  release: number;
  rollout_release: number | null;
  problem: string | null;
  seen_at: string;
}

export interface Source {
  source: string;
  order: number | null;
  enabled: boolean;
  breaker: string;
  success_rate: number | null;
  p50_ms: number | null;
  p95_ms: number | null;
  credential: { set: boolean; state: string; seen_at: string | null };
}

export interface User {
  id: string;
  nickname: string;
  phone: string;
  created_at: string;
  last_seen_at: string | null;
  banned: boolean;
  deletes_at: string | null;
}

export interface UserDetail extends User {
  ban: { reason: string; at: string } | null;
  devices: Device[];
  sessions_count: number;
  counts: Record<string, number>;
}

export interface Device {
  id: string;
  name: string;
  platform: string;
  last_ip: string;
  last_seen_at: string;
}

export interface Vendor {
  name: string;
  kind: string;
  enabled: boolean;
  order: number | null;
  breaker: string;
  sent_24h: number;
  failed_24h: number;
  failure_rate: number | null;
  p50_ms: number | null;
}

export interface Delivery {
  id: string;
  vendor: string;
  phone: string;
  state: string;
  country: string;
  created_at: string;
  took_ms: number;
  error: string | null;
}

export interface Job {
  name: string;
  state: string;
  last_run_at: string | null;
  duration_ms: number | null;
  error: string | null;
}

export interface OutboxEvent {
  id: string;
  kind: string;
  user_id: string | null;
  attempts: number;
  created_at: string;
  last_error: string | null;
}

export interface AuditRecord {
  number: number;
  at: string;
  actor: { kind: string; id: string | null; email: string | null };
  action: string;
  target: string;
  payload: unknown;
  previous_hash: string;
  hash: string;
}

export interface Verification {
  intact: boolean;
  checked: number;
  first_broken: number | null;
  reason: string | null;
}

export interface AlertRule {
  name: string;
  enabled: boolean;
  threshold: number;
  unit: "times" | "share" | "seconds";
  window_s: number;
}

export interface AlertEvent {
  id: string;
  rule: string;
  subject: string;
  state: "open" | "acknowledged";
  count: number;
  value: number | null;
  opened_at: string;
  last_at: string;
  acknowledged: { at: string; by: string; note: string | null } | null;
  delivery: string | null;
}

export interface Webhook {
  url: string | null;
  enabled: boolean;
  secret_set: boolean;
}

export interface Series {
  metric: string;
  unit: string;
  step: "hour" | "day";
  series: { label: string; points: { at: string; value: number | null }[] }[];
}

/** Sums over a stretch of time. */
export interface Totals {
  requests: number;
  requests_failed: number;
  searches: number;
  sign_ins: number;
  cache_memory: number;
  cache_kv: number;
  cache_stale: number;
  cache_miss: number;
  plays: number;
  plays_failed: number;
  plays_substituted: number;
  sms_sent: number;
  sms_failed: number;
}

export interface Overview {
  at: string;
  today: Totals;
  yesterday: Totals;
  active_users_today: number;
  active_users_yesterday: number;
}

/** One second's figures. */
export interface Figures {
  at: string;
  today: Totals;
  active_users: number;
  edges: number;
  minute: {
    seconds: number;
    requests_per_second: number;
    requests_failed: number;
    plays: number;
    searches: number;
    p50_ms: number | null;
    p95_ms: number | null;
  };
}
