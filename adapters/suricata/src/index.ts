export { type OnCaptures, type ProofAsk, proveOnCaptures } from './prove-on-captures.ts'
export { createSuricataSensor, suricataLacks } from './suricata-sensor.ts'
