export { createSftpConnector, type SftpConnectorOptions } from './sftp-connector.ts'
export {
  openSftp,
  type SftpLink,
  type SftpRefusal,
  type SftpTarget,
  type SftpTimes,
} from './sftp-link.ts'
