const SEED_DEFAULT = '1'

/** Takes `--seed N` or `--seed=N` out of the arguments; what is left is the test runner's. */
export function takeSeed(args, env = process.env) {
  const rest = []
  let seed = env.HOLDPOINT_SEED ?? SEED_DEFAULT
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at]
    if (arg === '--seed') {
      at += 1
      seed = args[at] ?? ''
    } else if (arg.startsWith('--seed=')) seed = arg.slice('--seed='.length)
    else rest.push(arg)
  }
  // fast-check takes a 32-bit seed; what it would cut off silently is refused here.
  if (!/^\d{1,10}$/.test(seed) || Number(seed) > 0x7fffffff) {
    throw new Error(`--seed takes a whole number up to ${0x7fffffff}, not "${seed}"`)
  }
  return { seed, rest }
}
