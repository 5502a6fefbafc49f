// Validates every advisory of the outside test data by the schema and the mandatory tests of CSAF
// 2.0, in one thread, beside another validator that does the same with the same parsed documents.
// node bench/csaf-validate.mjs [--rounds N]; needs the build.
import { validateCsaf } from '@holdpoint/csaf'
import * as basic from '@secvisogram/csaf-validator-lib/basic.js'
import validateWithPeer from '@secvisogram/csaf-validator-lib/validate.js'
import { advisoryDocuments } from './lib/advisory-corpus.mjs'

const TARGET_RATIO = 10

const rounds = Number(flag('--rounds') ?? 5)
const documents = advisoryDocuments()
const peerTests = Object.values(basic)

// Both meet each document once before the clock runs, then take turns, so that neither has the
// quieter half of the machine.
const first = await ours()
const firstPeer = await peers()
const texts = documents.map((document) => JSON.stringify(document))
const own = []
const theirs = []
const read = []
for (let round = 0; round < rounds; round++) {
  own.push(await ours())
  theirs.push(await peers())
  read.push(parsing())
}

const perSecond = best(own).perSecond
const peerPerSecond = best(theirs).perSecond
const ratio = perSecond / peerPerSecond
const met = ratio >= TARGET_RATIO
console.log(
  JSON.stringify({
    name: 'csaf-validate',
    figures: {
      documents: documents.length,
      documentsPerSecond: Math.round(perSecond),
      documentsPerSecondFirstTime: Math.round(first.perSecond),
      valid: best(own).valid,
      threads: 1,
    },
    target: { timesThePeer: TARGET_RATIO, met },
    peer: {
      name: '@secvisogram/csaf-validator-lib 2.0.10, basic preset',
      documentsPerSecond: Math.round(peerPerSecond),
      documentsPerSecondFirstTime: Math.round(firstPeer.perSecond),
      valid: best(theirs).valid,
      ratio: round(ratio),
    },
    limit: {
      name: 'JSON.parse of the same documents, which comes before',
      perSecond: Math.round(best(read).perSecond),
    },
  }),
)

async function ours() {
  const from = performance.now()
  let valid = 0
  for (const document of documents) if (validateCsaf(document).valid) valid++
  return rate(documents.length, from, valid)
}

async function peers() {
  const from = performance.now()
  let valid = 0
  for (const document of documents) {
    if ((await validateWithPeer(peerTests, document)).isValid) valid++
  }
  return rate(documents.length, from, valid)
}

function parsing() {
  const from = performance.now()
  for (const text of texts) JSON.parse(text)
  return rate(texts.length, from, 0)
}

function rate(count, from, valid) {
  return { perSecond: count / ((performance.now() - from) / 1000), valid }
}

function best(measured) {
  return measured.reduce((one, other) => (other.perSecond > one.perSecond ? other : one))
}

function round(value) {
  return Math.round(value * 10) / 10
}

function flag(name) {
  const at = process.argv.indexOf(name)
  return at < 0 ? undefined : process.argv[at + 1]
}
