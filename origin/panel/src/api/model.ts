import type { components } from "./schema.ts";

type Schemas = components["schemas"];

export type Role = Schemas["Role"];
export type Session = Schemas["Session"];
export type Permission = Schemas["Permission"];
export type Administrator = Schemas["Administrator"];
export type SettingsDraft = Schemas["SettingsDraft"];
export type SettingsChange = Schemas["SettingsDifference"];
export type Release = Schemas["SettingsRelease"];
export type Source = Schemas["Source"];
export type User = Schemas["User"];
export type UserDetail = Schemas["UserDetail"];
export type Device = Schemas["Device"];
export type Vendor = Schemas["Vendor"];
export type Delivery = Schemas["Delivery"];
export type OutboxEvent = Schemas["OutboxEvent"];
export type AuditRecord = Schemas["AuditRecord"];
export type Verification = Schemas["AuditVerification"];
export type AlertRule = Schemas["AlertRule"];
export type AlertEvent = Schemas["AlertEvent"];
export type Webhook = Schemas["AlertWebhook"];
export type WebhookAnswer = Schemas["Answer"];
export type Totals = Schemas["Totals"];
export type Overview = Schemas["Overview"];
export type Figures = Schemas["Figures"];
export type Series = Schemas["SeriesSet"];
