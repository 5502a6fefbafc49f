import { cvss2, cvss3, cvss4 } from './cvss-schema.ts'
import { extensions } from './extension-schema.ts'
import { cpe, dateTime, documentVersion, language, notPadded, properName, uri } from './formats.ts'
import { lazily, like, list, object, oneOf, type Schema, text, textWhere } from './schema.ts'
import { ssvcSelectionList } from './ssvc-schema.ts'
import * as words from './vocabulary.ts'

// The JSON schema of CSAF 2.1 (Committee Specification Draft 03), written anew as checks.

const texts = list(text)
const textsOnce = list(text, { unique: true })
const whose = { group_ids: textsOnce, product_ids: textsOnce }
const CLOSED = { closed: true } as const

const acknowledgments = list(
  object(
    { names: texts, organization: text, summary: text, urls: list(uri) },
    { min: 1, ...CLOSED },
  ),
)

const notes = list(
  object(
    { ...whose, audience: text, category: oneOf(...words.NOTE_CATEGORIES), text, title: text },
    { required: ['category', 'text'], ...CLOSED },
  ),
)

const references = list(
  object(
    { category: oneOf(...words.REFERENCE_CATEGORIES), summary: text, url: uri },
    { required: ['summary', 'url'], ...CLOSED },
  ),
)

const fileHash = object(
  {
    algorithm: like(/^[0-9a-z][0-9a-z-]*$/, 'the lower-case name of an algorithm'),
    value: like(/^[0-9a-f]{32,}$/, 'at least 32 lower-case hexadecimal digits'),
  },
  { required: ['algorithm', 'value'], ...CLOSED },
)

const hashes = list(
  object(
    { file_hashes: list(fileHash, { unique: true }), filename: text },
    { required: ['file_hashes', 'filename'], ...CLOSED },
  ),
  { unique: true },
)

const PURL = /^pkg:[a-z][a-z0-9.-]*\/.+/
const purl = textWhere((value) => {
  return PURL.test(value) ? null : 'must be a package URL (pkg:type/name)'
})

const genericUri = object({ namespace: uri, uri }, { required: ['namespace', 'uri'], ...CLOSED })

const identificationHelper = object(
  {
    cpe,
    hashes,
    model_numbers: textsOnce,
    purls: list(purl, { unique: true }),
    sbom_urls: list(uri, { unique: true }),
    serial_numbers: textsOnce,
    skus: textsOnce,
    x_generic_uris: list(genericUri, { unique: true }),
  },
  { min: 1, ...CLOSED },
)

const fullProductName = object(
  {
    name: text,
    product_id: text,
    product_identification_helper: identificationHelper,
    x_extensions: extensions,
  },
  { required: ['name', 'product_id'], ...CLOSED },
)

const branches: Schema = list(
  object(
    {
      branches: lazily(() => branches),
      category: oneOf(...words.BRANCH_CATEGORIES, 'platform'),
      name: text,
      product: fullProductName,
    },
    { required: ['category', 'name'], min: 3, max: 3, ...CLOSED },
  ),
)

const tracking = object(
  {
    aliases: textsOnce,
    current_release_date: dateTime,
    generator: object(
      {
        date: dateTime,
        engine: object({ name: text, version: text }, { required: ['name'], ...CLOSED }),
      },
      { required: ['engine'], ...CLOSED },
    ),
    id: notPadded,
    initial_release_date: dateTime,
    revision_history: list(
      object(
        { date: dateTime, legacy_version: text, number: documentVersion, summary: text },
        { required: ['date', 'number', 'summary'], ...CLOSED },
      ),
    ),
    status: oneOf(...words.DOCUMENT_STATUSES),
    version: documentVersion,
  },
  {
    required: [
      'current_release_date',
      'id',
      'initial_release_date',
      'revision_history',
      'status',
      'version',
    ],
    ...CLOSED,
  },
)

const UUID_4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/
const NIL_OR_MAX = /^(?:0{8}-(?:0{4}-){3}0{12}|f{8}-(?:f{4}-){3}f{12})$/
const sharingGroupId = textWhere((value) =>
  UUID_4.test(value) || NIL_OR_MAX.test(value)
    ? null
    : 'must be a UUID of version 4, the Nil or the Max UUID, in lower case',
)

const distribution = object(
  {
    sharing_group: object({ id: sharingGroupId, name: text }, { required: ['id'], ...CLOSED }),
    text,
    tlp: object(
      { label: oneOf('AMBER', 'AMBER+STRICT', 'CLEAR', 'GREEN', 'RED'), url: uri },
      { required: ['label'], ...CLOSED },
    ),
  },
  { required: ['tlp'], ...CLOSED },
)

const document = object(
  {
    acknowledgments,
    aggregate_severity: object({ namespace: uri, text }, { required: ['text'], ...CLOSED }),
    category: properName,
    csaf_version: oneOf('2.1'),
    distribution,
    lang: language,
    license_expression: text,
    notes,
    publisher: object(
      {
        category: oneOf(...words.PUBLISHER_CATEGORIES, 'multiplier'),
        contact_details: text,
        issuing_authority: text,
        name: text,
        namespace: uri,
      },
      { required: ['category', 'name', 'namespace'], ...CLOSED },
    ),
    references,
    source_lang: language,
    title: text,
    tracking,
    x_extensions: extensions,
  },
  {
    required: ['category', 'csaf_version', 'distribution', 'publisher', 'title', 'tracking'],
    ...CLOSED,
  },
)

const productGroup = object(
  { group_id: text, product_ids: list(text, { min: 2, unique: true }), summary: text },
  { required: ['group_id', 'product_ids'], ...CLOSED },
)

const productPath = object(
  {
    beginning_product_reference: text,
    full_product_name: fullProductName,
    subpaths: list(
      object(
        { category: oneOf(...words.RELATIONSHIP_CATEGORIES), next_product_reference: text },
        { required: ['category', 'next_product_reference'], ...CLOSED },
      ),
    ),
  },
  { required: ['beginning_product_reference', 'full_product_name', 'subpaths'], ...CLOSED },
)

const productTree = object(
  {
    branches,
    full_product_names: list(fullProductName),
    product_groups: list(productGroup),
    product_paths: list(productPath),
  },
  { min: 1, ...CLOSED },
)

const cwe = object(
  {
    id: like(/^CWE-[1-9]\d{0,5}$/, 'a CWE number'),
    name: properName,
    version: like(/^[1-9]\d*\.([0-9]|([1-9]\d+))(\.\d+)?$/, 'a release of CWE'),
  },
  { required: ['id', 'name', 'version'], ...CLOSED },
)

const exploitation = object(
  { ...whose, date: dateTime, exploitation_date: dateTime },
  { required: ['date', 'exploitation_date'], min: 3, ...CLOSED },
)

const flag = object(
  { ...whose, date: dateTime, label: oneOf(...words.FLAG_LABELS) },
  { required: ['label'], ...CLOSED },
)

const involvement = object(
  {
    ...whose,
    contact: text,
    date: dateTime,
    party: oneOf(...words.PARTIES),
    status: oneOf(...words.INVOLVEMENT_STATUSES),
    summary: text,
  },
  { required: ['party', 'status'], ...CLOSED },
)

const share = like(/^(?:0\.[0-9]+|1\.0+)$/, 'a decimal from 0.0 to 1.0')

const metricContent = object(
  {
    cvss_v2: cvss2,
    cvss_v3: cvss3,
    cvss_v4: cvss4,
    epss: object(
      { percentile: share, probability: share, timestamp: dateTime },
      { required: ['percentile', 'probability', 'timestamp'], ...CLOSED },
    ),
    qualitative_severity_rating: oneOf('critical', 'high', 'low', 'medium', 'none'),
    ssvc_v2: ssvcSelectionList,
    x_extensions: extensions,
  },
  { min: 1, ...CLOSED },
)

const remediation = object(
  {
    ...whose,
    category: oneOf(...words.REMEDIATION_CATEGORIES, 'fix_planned', 'optional_patch'),
    date: dateTime,
    details: text,
    entitlements: texts,
    restart_required: object(
      { category: oneOf(...words.RESTART_CATEGORIES), details: text },
      { required: ['category'], ...CLOSED },
    ),
    url: uri,
  },
  { required: ['category', 'details'], ...CLOSED },
)

const threat = object(
  { ...whose, category: oneOf(...words.THREAT_CATEGORIES), date: dateTime, details: text },
  { required: ['category', 'details'], ...CLOSED },
)

const vulnerability = object(
  {
    acknowledgments,
    cve: like(/^CVE-[0-9]{4}-[0-9]{4,}$/, 'a CVE number'),
    cwes: list(cwe, { unique: true }),
    disclosure_date: dateTime,
    discovery_date: dateTime,
    first_known_exploitation_dates: list(exploitation, { unique: true }),
    flags: list(flag, { unique: true }),
    ids: list(
      object(
        { ...whose, system_name: text, text },
        { required: ['system_name', 'text'], ...CLOSED },
      ),
      { unique: true },
    ),
    involvements: list(involvement, { unique: true }),
    metrics: list(
      object(
        { content: metricContent, products: textsOnce, source: uri },
        { required: ['content', 'products'], ...CLOSED },
      ),
      { unique: true },
    ),
    notes,
    product_status: object(
      Object.fromEntries([...words.PRODUCT_STATUSES, 'unknown'].map((name) => [name, textsOnce])),
      { min: 1, ...CLOSED },
    ),
    references,
    remediations: list(remediation),
    threats: list(threat),
    title: text,
    x_extensions: extensions,
  },
  { min: 1, ...CLOSED },
)

export const csaf21: Schema = object(
  {
    $schema: oneOf('https://docs.oasis-open.org/csaf/csaf/v2.1/schema/csaf.json'),
    document,
    product_tree: productTree,
    vulnerabilities: list(vulnerability),
    x_extensions: extensions,
  },
  { required: ['$schema', 'document'], ...CLOSED },
)
