import { timingSafeEqual } from 'node:crypto'
import ssh2, { type Connection, type SFTPWrapper } from 'ssh2'
import { type LinkMood, type Listener, listen } from './link.ts'

/**
 * The files behind the channel; a write is handed over whole, when the other side closes the file.
 */
export type SftpFiles = {
  read(path: string): Buffer | null
  write(path: string, bytes: Buffer): string | null
  list(path: string): readonly string[]
}

export type SftpAccount = {
  readonly hostKey: string
  readonly username: string
  readonly password: string
}

type OpenFile =
  | { readonly kind: 'read'; readonly content: Buffer }
  | { readonly kind: 'write'; readonly path: string; bytes: Buffer }
  | { readonly kind: 'folder'; names: readonly string[] }

const { STATUS_CODE, OPEN_MODE } = ssh2.utils.sftp
const FILE_BYTES_MAX = 32 * 1024 * 1024
const REGULAR_FILE = 0o100600
const FOLDER = 0o040700

/** The maintenance channel of one controller: SFTP, one account, a host key of its own. */
export function serveSftp(
  port: number,
  account: SftpAccount,
  files: SftpFiles,
  mood: () => LinkMood,
): Promise<Listener> {
  const server = new ssh2.Server({ hostKeys: [account.hostKey] }, (connection) =>
    serveConnection(connection, account, files, mood),
  )
  return listen(port, (socket) => {
    // A hanging device accepts the connection and never says who it is.
    if (!mood().hangs) server.injectSocket(socket)
  })
}

function serveConnection(
  connection: Connection,
  account: SftpAccount,
  files: SftpFiles,
  mood: () => LinkMood,
): void {
  // The other side may go at any moment; there is nobody left to tell.
  connection.on('error', () => {})
  connection.on('authentication', (context) => {
    if (context.method !== 'password') return context.reject(['password'])
    const named = sameText(context.username, account.username)
    const known = sameText(context.password, account.password)
    return named && known ? context.accept() : context.reject(['password'])
  })
  connection.on('session', (acceptSession) => {
    acceptSession().on('sftp', (acceptSftp) => serveFiles(acceptSftp(), files, mood))
  })
}

function serveFiles(sftp: SFTPWrapper, files: SftpFiles, mood: () => LinkMood): void {
  const open = new Map<number, OpenFile>()
  let nextHandle = 1
  const fileOf = (handle: Buffer) =>
    handle.length === 4 ? open.get(handle.readUInt32BE(0)) : undefined
  const opened = (id: number, file: OpenFile) => {
    const handle = Buffer.alloc(4)
    handle.writeUInt32BE(nextHandle, 0)
    open.set(nextHandle++, file)
    sftp.handle(id, handle)
  }
  const paced = (act: () => void) => {
    const { hangs, delayMs } = mood()
    if (!hangs) setTimeout(act, delayMs)
  }

  sftp.on('OPEN', (id, path, flags) =>
    paced(() => {
      if (flags & OPEN_MODE.WRITE)
        return opened(id, { kind: 'write', path, bytes: Buffer.alloc(0) })
      const content = files.read(path)
      if (content === null) return sftp.status(id, STATUS_CODE.NO_SUCH_FILE)
      return opened(id, { kind: 'read', content })
    }),
  )
  sftp.on('READ', (id, handle, offset, length) => {
    const file = fileOf(handle)
    if (file?.kind !== 'read') return sftp.status(id, STATUS_CODE.FAILURE)
    if (offset >= file.content.length) return sftp.status(id, STATUS_CODE.EOF)
    return sftp.data(id, file.content.subarray(offset, offset + length))
  })
  sftp.on('WRITE', (id, handle, offset, data) => {
    const file = fileOf(handle)
    if (file?.kind !== 'write' || offset + data.length > FILE_BYTES_MAX) {
      return sftp.status(id, STATUS_CODE.FAILURE)
    }
    file.bytes = patched(file.bytes, offset, data)
    return sftp.status(id, STATUS_CODE.OK)
  })
  sftp.on('CLOSE', (id, handle) =>
    paced(() => {
      const file = fileOf(handle)
      if (file !== undefined) open.delete(handle.readUInt32BE(0))
      const refused = file?.kind === 'write' ? files.write(file.path, file.bytes) : null
      if (refused === null) return sftp.status(id, STATUS_CODE.OK)
      return sftp.status(id, STATUS_CODE.FAILURE, refused)
    }),
  )
  serveNames(sftp, files, opened, fileOf)
}

function serveNames(
  sftp: SFTPWrapper,
  files: SftpFiles,
  opened: (id: number, file: OpenFile) => void,
  fileOf: (handle: Buffer) => OpenFile | undefined,
): void {
  const stat = (id: number, path: string) => {
    const content = files.read(path)
    if (content !== null) return sftp.attrs(id, attributes(REGULAR_FILE, content.length))
    if (files.list(path).length > 0) return sftp.attrs(id, attributes(FOLDER, 0))
    return sftp.status(id, STATUS_CODE.NO_SUCH_FILE)
  }
  sftp.on('STAT', stat)
  sftp.on('LSTAT', stat)
  sftp.on('FSTAT', (id, handle) => {
    const file = fileOf(handle)
    const size = file?.kind === 'read' ? file.content.length : 0
    return sftp.attrs(id, attributes(REGULAR_FILE, size))
  })
  // Attributes cannot be changed; clients that set them after writing are told that all is well.
  sftp.on('SETSTAT', (id) => sftp.status(id, STATUS_CODE.OK))
  sftp.on('FSETSTAT', (id) => sftp.status(id, STATUS_CODE.OK))
  sftp.on('REALPATH', (id, path) => {
    const filename = path === '.' ? '/' : path
    return sftp.name(id, [{ filename, longname: filename, attrs: attributes(FOLDER, 0) }])
  })
  sftp.on('OPENDIR', (id, path) => opened(id, { kind: 'folder', names: files.list(path) }))
  sftp.on('READDIR', (id, handle) => {
    const folder = fileOf(handle)
    if (folder?.kind !== 'folder') return sftp.status(id, STATUS_CODE.FAILURE)
    const names = folder.names
    folder.names = []
    if (names.length === 0) return sftp.status(id, STATUS_CODE.EOF)
    const attrs = attributes(REGULAR_FILE, 0)
    return sftp.name(
      id,
      names.map((filename) => ({ filename, longname: filename, attrs })),
    )
  })
}

function patched(bytes: Buffer, offset: number, data: Buffer): Buffer {
  const grown = Buffer.alloc(Math.max(bytes.length, offset + data.length))
  bytes.copy(grown)
  data.copy(grown, offset)
  return grown
}

function attributes(mode: number, size: number) {
  return { mode, size, uid: 0, gid: 0, atime: 0, mtime: 0 }
}

function sameText(offered: string, known: string): boolean {
  const [a, b] = [Buffer.from(offered), Buffer.from(known)]
  return a.length === b.length && timingSafeEqual(a, b)
}
