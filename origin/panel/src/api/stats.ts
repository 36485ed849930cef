import { answered, client } from "./client.ts";

export const getOverview = () =>
  answered(client.GET("/admin/api/v1/stats/overview"));

export const getSeries = (query: {
  metric: string;
  from: string;
  to: string;
  step: "hour" | "day";
}) => answered(client.GET("/admin/api/v1/stats/series", { params: { query } }));

/** Address of the stream of live figures. */
export const LIVE = "/admin/api/v1/stats/live";
