import { OPCUAServer } from 'node-opcua-server'

// A server of somebody else's making, as `open`, `secured`, `signed-in`, or `full`: no session is left.
const [NONE, SIGN_AND_ENCRYPT] = [1, 3]
const policy = (name: string) => `http://opcfoundation.org/UA/SecurityPolicy#${name}`
const kind = process.argv[3] ?? 'open'
const server = new OPCUAServer({
  port: Number(process.argv[4] ?? 0),
  resourcePath: '/plant/boiler',
  securityPolicies: [policy(kind === 'secured' ? 'Basic256Sha256' : 'None')] as never,
  securityModes: [kind === 'secured' ? SIGN_AND_ENCRYPT : NONE],
  allowAnonymous: kind !== 'signed-in',
  serverInfo: {
    applicationUri: 'urn:plant:boiler-1',
    productUri: 'urn:maker:boiler-server',
    applicationName: { text: 'Boiler 1' },
  },
  buildInfo: {
    productUri: 'urn:maker:boiler-server',
    manufacturerName: 'Maker of Servers',
    productName: 'Boiler Server',
    softwareVersion: '2.4.1',
    buildNumber: '77',
  },
})
await server.start()
if (kind === 'full') server.engine.serverCapabilities.maxSessions = 0
console.log(`up ${server.engine.currentSessionCount}`)
process.stdin.on('data', () => console.log(`sessions ${server.engine.currentSessionCount}`))
process.stdin.once('end', () => process.exit(0))
