import { appendFile, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type ClusterPlace, replaceFile } from './cluster-place.ts'

const INCLUDED = 'holdpoint.conf'

/** Writes our settings beside PostgreSQL's own file; the site may add its own after them. */
export async function writeSettings(place: ClusterPlace, port: number): Promise<void> {
  const main = join(place.cluster, 'postgresql.conf')
  if (!(await readFile(main, 'utf8')).includes(`'${INCLUDED}'`)) {
    await appendFile(main, `\ninclude_if_exists = '${INCLUDED}'\n`)
  }
  await replaceFile(join(place.cluster, INCLUDED), settings(port))
}

function settings(port: number): string {
  return `# Written by Holdpoint at every start.
listen_addresses = '127.0.0.1'
port = ${port}
unix_socket_directories = ''
max_connections = 60
# An acknowledged write survives a power cut.
fsync = on
full_page_writes = on
synchronous_commit = on
wal_compression = on
max_wal_size = 1GB
timezone = 'UTC'
log_timezone = 'UTC'
logging_collector = on
log_directory = '../log'
log_filename = 'postgres-%a.log'
log_rotation_age = 1d
log_rotation_size = 0
log_truncate_on_rotation = on
log_min_messages = warning
`
}
