import { cvss2, cvss3 } from './cvss-schema.ts'
import { cpe, dateTime, documentVersion, language, notPadded, properName, uri } from './formats.ts'
import {
  compiled,
  lazily,
  like,
  list,
  object,
  oneOf,
  type Schema,
  text,
  textWhere,
} from './schema.ts'
import * as words from './vocabulary.ts'

// The JSON schema of CSAF 2.0 (OASIS Standard with Errata 01), written anew as checks.

const texts = list(text)
const textsOnce = list(text, { unique: true })

const acknowledgments = list(
  object({ names: texts, organization: text, summary: text, urls: list(uri) }, { min: 1 }),
)

const notes = list(
  object(
    { audience: text, category: oneOf(...words.NOTE_CATEGORIES), text, title: text },
    { required: ['category', 'text'] },
  ),
)

const references = list(
  object(
    { category: oneOf(...words.REFERENCE_CATEGORIES), summary: text, url: uri },
    { required: ['summary', 'url'] },
  ),
)

const fileHash = object(
  { algorithm: text, value: like(/^[0-9a-fA-F]{32,}$/, 'at least 32 hexadecimal digits') },
  { required: ['algorithm', 'value'] },
)

const hashes = list(
  object(
    { file_hashes: list(fileHash), filename: text },
    { required: ['file_hashes', 'filename'] },
  ),
)

const PURL = /^pkg:[A-Za-z.\-+][A-Za-z0-9.\-+]*\/.+/
const purl = textWhere((value) =>
  PURL.test(value) ? null : 'must be a package URL (pkg:type/name)',
)

const identificationHelper = object(
  {
    cpe,
    hashes,
    model_numbers: textsOnce,
    purl,
    sbom_urls: list(uri),
    serial_numbers: textsOnce,
    skus: texts,
    x_generic_uris: list(object({ namespace: uri, uri }, { required: ['namespace', 'uri'] })),
  },
  { min: 1 },
)

const fullProductName = object(
  { name: text, product_id: text, product_identification_helper: identificationHelper },
  { required: ['name', 'product_id'] },
)

const branches: Schema = list(
  object(
    {
      branches: lazily(() => branches),
      category: oneOf(...words.BRANCH_CATEGORIES, 'legacy'),
      name: text,
      product: fullProductName,
    },
    { required: ['category', 'name'], min: 3, max: 3 },
  ),
)

const tracking = object(
  {
    aliases: textsOnce,
    current_release_date: dateTime,
    generator: object(
      { date: dateTime, engine: object({ name: text, version: text }, { required: ['name'] }) },
      { required: ['engine'] },
    ),
    id: notPadded,
    initial_release_date: dateTime,
    revision_history: list(
      object(
        { date: dateTime, legacy_version: text, number: documentVersion, summary: text },
        { required: ['date', 'number', 'summary'] },
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
  },
)

const document = object(
  {
    acknowledgments,
    aggregate_severity: object({ namespace: uri, text }, { required: ['text'] }),
    category: properName,
    csaf_version: oneOf('2.0'),
    distribution: object(
      {
        text,
        tlp: object(
          { label: oneOf('AMBER', 'GREEN', 'RED', 'WHITE'), url: uri },
          { required: ['label'] },
        ),
      },
      { min: 1 },
    ),
    lang: language,
    notes,
    publisher: object(
      {
        category: oneOf(...words.PUBLISHER_CATEGORIES),
        contact_details: text,
        issuing_authority: text,
        name: text,
        namespace: uri,
      },
      { required: ['category', 'name', 'namespace'] },
    ),
    references,
    source_lang: language,
    title: text,
    tracking,
  },
  { required: ['category', 'csaf_version', 'publisher', 'title', 'tracking'] },
)

const productTree = object(
  {
    branches,
    full_product_names: list(fullProductName),
    product_groups: list(
      object(
        { group_id: text, product_ids: list(text, { min: 2, unique: true }), summary: text },
        { required: ['group_id', 'product_ids'] },
      ),
    ),
    relationships: list(
      object(
        {
          category: oneOf(...words.RELATIONSHIP_CATEGORIES),
          full_product_name: fullProductName,
          product_reference: text,
          relates_to_product_reference: text,
        },
        {
          required: [
            'category',
            'full_product_name',
            'product_reference',
            'relates_to_product_reference',
          ],
        },
      ),
    ),
  },
  { min: 1 },
)

const whose = { group_ids: textsOnce, product_ids: textsOnce }

const flag = object(
  { ...whose, date: dateTime, label: oneOf(...words.FLAG_LABELS) },
  { required: ['label'] },
)

const involvement = object(
  {
    date: dateTime,
    party: oneOf(...words.PARTIES),
    status: oneOf(...words.INVOLVEMENT_STATUSES),
    summary: text,
  },
  { required: ['party', 'status'] },
)

const remediation = object(
  {
    ...whose,
    category: oneOf(...words.REMEDIATION_CATEGORIES),
    date: dateTime,
    details: text,
    entitlements: texts,
    restart_required: object(
      { category: oneOf(...words.RESTART_CATEGORIES), details: text },
      { required: ['category'] },
    ),
    url: uri,
  },
  { required: ['category', 'details'] },
)

const threat = object(
  { ...whose, category: oneOf(...words.THREAT_CATEGORIES), date: dateTime, details: text },
  { required: ['category', 'details'] },
)

const vulnerability = object(
  {
    acknowledgments,
    cve: like(/^CVE-[0-9]{4}-[0-9]{4,}$/, 'a CVE number'),
    cwe: object(
      { id: like(/^CWE-[1-9]\d{0,5}$/, 'a CWE number'), name: text },
      { required: ['id', 'name'] },
    ),
    discovery_date: dateTime,
    flags: list(flag, { unique: true }),
    ids: list(object({ system_name: text, text }, { required: ['system_name', 'text'] }), {
      unique: true,
    }),
    involvements: list(involvement, { unique: true }),
    notes,
    product_status: object(
      Object.fromEntries(words.PRODUCT_STATUSES.map((status) => [status, textsOnce])),
      { min: 1 },
    ),
    references,
    release_date: dateTime,
    remediations: list(remediation),
    scores: list(
      object(
        { cvss_v2: cvss2, cvss_v3: cvss3, products: textsOnce },
        { required: ['products'], min: 2 },
      ),
    ),
    threats: list(threat),
    title: text,
  },
  { min: 1 },
)

export const csaf20: Schema = compiled(
  object(
    { document, product_tree: productTree, vulnerabilities: list(vulnerability) },
    { required: ['document'] },
  ),
)
