import { createLab, type Lab, type Probe } from '@holdpoint/lab'
import { ALWAYS_HEARD, HOSTS, PORTS, receiverAt, senderAt } from './random-ruleset.ts'

/** What is sent: from which sender to which receiver. */
export type Sent = {
  readonly from: number
  readonly to: number
  readonly protocol: 'tcp' | 'udp'
  readonly port: number
}

const TIMEOUT_MS = 250

/** Two hosts with eight addresses each, on both sides of one router. */
export class SmallLab {
  private readonly lab: Lab
  private nextPort = 1024

  private constructor(lab: Lab) {
    this.lab = lab
  }

  static async open(): Promise<SmallLab> {
    const all = Array.from({ length: HOSTS }, (_, host) => host)
    const lab = await createLab({
      zones: [
        { id: 'left', interface: 'left', routerAddresses: ['10.0.0.254/24'] },
        { id: 'right', interface: 'right', routerAddresses: ['10.0.1.254/24'] },
      ],
      hosts: [
        {
          ...{ id: 'senders', zone: 'left', gateways: ['10.0.0.254'] },
          addresses: all.map((host) => `${senderAt(host)}/24`),
        },
        {
          ...{ id: 'receivers', zone: 'right', gateways: ['10.0.1.254'] },
          addresses: [...all.map((host) => `${receiverAt(host)}/24`), `${ALWAYS_HEARD.address}/24`],
        },
      ],
    })
    if (!lab.ok) throw new Error(lab.refusal.what)
    const small = new SmallLab(lab.value)
    await small.receivers.ask({ kind: 'listen', tcp: PORTS, udp: [...PORTS, ALWAYS_HEARD.port] })
    return small
  }

  private get receivers() {
    return this.lab.hosts.get('receivers') as NonNullable<ReturnType<Lab['hosts']['get']>>
  }

  private get senders() {
    return this.lab.hosts.get('senders') as NonNullable<ReturnType<Lab['hosts']['get']>>
  }

  async run(words: readonly string[], input = ''): Promise<string> {
    const ran = await this.lab.inRouter(words, input)
    if (ran.code !== 0) throw new Error(`${words.join(' ')}: ${ran.error}\n${input}`)
    return ran.out
  }

  /** As above, and null where the program refuses. */
  async tries(words: readonly string[], input = ''): Promise<string | null> {
    const ran = await this.lab.inRouter(words, input)
    return ran.code === 0 ? ran.out : null
  }

  /** For each of what is sent whether the kernel let it through. */
  async arrives(all: readonly Sent[]): Promise<readonly boolean[]> {
    const probes = all.map(
      (one, at): Probe => ({
        ...{ protocol: one.protocol, port: one.port, token: `${at}`, timeoutMs: TIMEOUT_MS },
        ...{ from: senderAt(one.from), to: receiverAt(one.to), sourcePort: this.port() },
      }),
    )
    const tcp = probes.filter(({ protocol }) => protocol === 'tcp')
    const udp = probes.filter(({ protocol }) => protocol === 'udp')
    const answers = await this.senders.ask<readonly string[]>({
      kind: 'send',
      probes: [...tcp, ...udp],
    })
    const last: Probe = {
      ...{ protocol: 'udp', from: senderAt(0), to: ALWAYS_HEARD.address, port: ALWAYS_HEARD.port },
      ...{ sourcePort: this.port(), token: 'last', timeoutMs: TIMEOUT_MS },
    }
    await this.senders.ask({ kind: 'send', probes: [last] })
    const heard = new Set<string>()
    // The kernel hands datagrams over at once; the last one says that the others came before it.
    for (let turn = 0; turn < 1000 && !heard.has('last'); turn += 1) {
      for (const token of await this.receivers.ask<readonly string[]>({ kind: 'heard' }))
        heard.add(token)
    }
    if (!heard.has('last')) throw new Error('the datagram that always passes was not heard')
    const open = new Map(tcp.map(({ token }, at) => [token, answers[at] === 'open']))
    return probes.map(({ token, protocol }) =>
      protocol === 'tcp' ? open.get(token) === true : heard.has(token),
    )
  }

  /**
   * The same for datagrams alone, where the rules may stop any packet: two datagrams inside the
   * right zone, which no rule sees, tell that everything before was handed over.
   */
  async heard(all: readonly Sent[]): Promise<readonly boolean[]> {
    const probes = all.map(
      (one, at): Probe => ({
        ...{ protocol: 'udp', port: one.port, token: `${at}`, timeoutMs: TIMEOUT_MS },
        ...{ from: senderAt(one.from), to: receiverAt(one.to), sourcePort: this.port() },
      }),
    )
    await this.senders.ask({ kind: 'send', probes })
    const last: Probe = {
      ...{ protocol: 'udp', from: receiverAt(0), to: receiverAt(1), port: ALWAYS_HEARD.port },
      ...{ sourcePort: this.port(), token: 'last', timeoutMs: TIMEOUT_MS },
    }
    await this.receivers.ask({ kind: 'send', probes: [last] })
    const heard = new Set<string>()
    for (let turn = 0; turn < 1000 && !heard.has('last'); turn += 1) {
      for (const token of await this.receivers.ask<readonly string[]>({ kind: 'heard' }))
        heard.add(token)
    }
    return probes.map(({ token }) => heard.has(token))
  }

  private port(): number {
    this.nextPort = this.nextPort >= 64_000 ? 1024 : this.nextPort + 1
    return this.nextPort
  }

  close(): Promise<void> {
    return this.lab.close()
  }
}
