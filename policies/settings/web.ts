/** What each zone has to say to browsers, by the names of the DNS service's settings (BOD 18-01). */
export const web = {
  /** The values that a setting may have. */
  settings: {
    ssl: ["strict"],
    always_use_https: ["on"],
    min_tls_version: ["1.2", "1.3"],
  } as Readonly<Record<string, readonly string[]>>,

  /** The setting that says how long browsers remember to come by HTTPS only. */
  hsts: "security_header",

  /** The shortest that they have to remember it, in seconds: a year. */
  hstsSeconds: 31_536_000,
} as const;
