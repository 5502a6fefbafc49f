/**
 * The whole of what Suricata is told: the parsers of plant protocols on, sessions that began before
 * the capture followed too, checksums not judged (a capture of the sender's own may lack them), and
 * nothing of the machine's own settings.
 */
export function settingsText(folder: string): string {
  const quoted = (name: string) => JSON.stringify(`${folder}/${name}`)
  return `%YAML 1.1
---
vars:
  address-groups: { HOME_NET: "any", EXTERNAL_NET: "any" }
default-log-dir: ${JSON.stringify(folder)}
classification-file: ${quoted('classification.config')}
reference-config-file: ${quoted('reference.config')}
runmode: single
unix-command: { enabled: no }
pcap-file: { checksum-checks: no }
stats: { enabled: yes, interval: 60 }
logging:
  default-log-level: notice
  outputs:
    - console: { enabled: yes }
    - file: { enabled: yes, level: info, filename: ${quoted('suricata.log')} }
outputs:
  - eve-log:
      enabled: yes
      filetype: regular
      filename: ${quoted('eve.json')}
      types:
        - alert
        - drop: { alerts: yes, flows: all }
        - stats: { totals: yes, threads: no, deltas: no }
stream:
  memcap: 256mb
  checksum-validation: no
  midstream: true
  midstream-policy: ignore
  reassembly: { memcap: 512mb, depth: 0, randomize-chunk-size: no }
app-layer:
  protocols:
    modbus: { enabled: yes, detection-ports: { dp: 502 }, stream-depth: 0 }
    dnp3: { enabled: yes, detection-ports: { dp: 20000 } }
    enip: { enabled: yes, detection-ports: { dp: 44818, sp: 44818 } }
`
}

/** The classes that our rules name, with their priorities. */
export const CLASSIFICATION = `config classification: attempted-admin,Attempted Administrator Privilege Gain,1
config classification: attempted-dos,Attempted Denial of Service,2
config classification: misc-activity,Misc activity,3
`

export const REFERENCES = 'config reference: cve https://cve.org/CVERecord?id=CVE-\n'
