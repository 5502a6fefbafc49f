/** One line why the database did not answer or could not write; null: it is our own bug. */
export function whyUnreachable(error: unknown): string | null {
  if (!(error instanceof Error)) return null
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  const telling =
    SOCKET_CODES.has(code) ||
    STATE_CLASSES.some((start) => code.startsWith(start)) ||
    LOST_CONNECTION.test(error.message)
  // node reports one failure per address in an AggregateError whose own message is empty.
  return telling ? error.message || code : null
}

// What the driver itself says has no code.
const LOST_CONNECTION = /Connection terminated|encountered a connection error|timeout exceeded/i

const SOCKET_CODES = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND'])

// PostgreSQL's classes: connection, resources (disk full, memory, connections), operator
// intervention (shutdown, crash, starting up), system error, read-only.
const STATE_CLASSES = ['08', '53', '57P', '58', '25006', '40001', '40P01']
