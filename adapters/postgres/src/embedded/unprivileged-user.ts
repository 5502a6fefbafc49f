import { readFile, realpath, stat } from 'node:fs/promises'
import { dirname } from 'node:path'

export type RunAs = { readonly uid: number; readonly gid: number }

/** PostgreSQL refuses to run as root. Null: we are not root, and it runs as ourselves. */
export async function unprivilegedUser(): Promise<RunAs | null | 'missing'> {
  if (process.getuid?.() !== 0) return null
  const passwd = await readFile('/etc/passwd', 'utf8').catch(() => '')
  for (const line of passwd.split('\n')) {
    const [name, , uid, gid] = line.split(':')
    if (name === 'nobody' && Number(uid) !== 0) return { uid: Number(uid), gid: Number(gid) }
  }
  return 'missing'
}

/** Whether every folder from the root down to this one lets other users pass. */
export async function othersMayPass(folder: string): Promise<boolean> {
  let at = await realpath(folder)
  for (;;) {
    if (((await stat(at)).mode & 0o001) === 0) return false
    const above = dirname(at)
    if (above === at) return true
    at = above
  }
}
