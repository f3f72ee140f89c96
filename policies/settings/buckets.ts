/** How long what buckets hold is kept, in days. */
export const bucketRetention = {
  /** Lists of recipients that users upload, in all their versions: at most. */
  uploads: 7,
  /** Earlier states: at least. The present one is never deleted. */
  earlierStates: 90,
  /** Backups, exactly, by a rule of this name; parts of uploads that were never finished are given up after so many. */
  backups: { rule: "delete-after-30-days", days: 30, abandonedAfter: 7 },
} as const;
