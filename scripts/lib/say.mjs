/** Progress goes to stderr, so that what a script answers on stdout can be piped. */
export function say(line) {
  process.stderr.write(`holdpoint: ${line}\n`)
}

/** Ends the script with one line that says what and where. */
export function giveUp(line) {
  say(line)
  process.exit(1)
}

/** @param {() => Promise<void>} main */
export async function runMain(main) {
  try {
    await main()
  } catch (error) {
    giveUp(error instanceof Error ? error.message : String(error))
  }
}

/** @param {number} startedAt a reading of performance.now() */
export function seconds(startedAt) {
  return `${((performance.now() - startedAt) / 1000).toFixed(1)} s`
}
