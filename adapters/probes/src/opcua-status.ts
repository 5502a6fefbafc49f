/** Why servers turn a reader away (OPC 10000-6, A.2), by the upper half of the status code. */
const names: Readonly<Record<number, string>> = {
  ...{ 2: 'Bad_InternalError', 3: 'Bad_OutOfMemory', 4: 'Bad_ResourceUnavailable' },
  ...{ 7: 'Bad_DecodingError', 8: 'Bad_EncodingLimitsExceeded', 10: 'Bad_Timeout' },
  ...{ 11: 'Bad_ServiceUnsupported', 12: 'Bad_Shutdown', 14: 'Bad_ServerHalted' },
  ...{ 16: 'Bad_TooManyOperations', 18: 'Bad_CertificateInvalid', 19: 'Bad_SecurityChecksFailed' },
  ...{ 31: 'Bad_UserAccessDenied', 32: 'Bad_IdentityTokenInvalid' },
  ...{ 33: 'Bad_IdentityTokenRejected', 34: 'Bad_SecureChannelIdInvalid' },
  ...{ 35: 'Bad_InvalidTimestamp', 36: 'Bad_NonceInvalid', 37: 'Bad_SessionIdInvalid' },
  ...{ 39: 'Bad_SessionNotActivated', 52: 'Bad_NodeIdUnknown', 58: 'Bad_NotReadable' },
  ...{ 84: 'Bad_SecurityModeRejected', 85: 'Bad_SecurityPolicyRejected' },
  ...{ 86: 'Bad_TooManySessions', 125: 'Bad_TcpServerTooBusy', 126: 'Bad_TcpMessageTypeInvalid' },
  ...{ 127: 'Bad_TcpSecureChannelUnknown', 128: 'Bad_TcpMessageTooLarge' },
  ...{ 129: 'Bad_TcpNotEnoughResources', 130: 'Bad_TcpInternalError' },
  ...{ 131: 'Bad_TcpEndpointUrlInvalid', 134: 'Bad_SecureChannelClosed' },
  ...{ 172: 'Bad_ConnectionRejected', 183: 'Bad_MaxConnectionsReached' },
  ...{ 184: 'Bad_RequestTooLarge', 185: 'Bad_ResponseTooLarge' },
  190: 'Bad_ProtocolVersionUnsupported',
}

export function opcUaStatus(code: number): string {
  const digits = `0x${code.toString(16).padStart(8, '0').toUpperCase()}`
  const bad = code >>> 30 === 2
  const name = bad ? names[(code >>> 16) & 0xfff] : undefined
  return name === undefined ? `status ${digits}` : `${name} (${digits})`
}

/** Bad_TooManySessions, Bad_TcpServerTooBusy, Bad_TcpNotEnoughResources, Bad_MaxConnectionsReached. */
const FULL: readonly number[] = [86, 125, 129, 183]

export function saysFull(code: number): boolean {
  return code >>> 30 === 2 && FULL.includes((code >>> 16) & 0xfff)
}
