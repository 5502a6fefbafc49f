/** The seed of every property test here; set HOLDPOINT_SEED to replay a failure. */
export const SEED = Number(process.env.HOLDPOINT_SEED ?? 20261123)
