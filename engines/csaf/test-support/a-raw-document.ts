import type { JsonValue } from '@holdpoint/std'

/** A small valid VEX document of CSAF 2.0, as JSON says it, with parts exchanged or added. */
export function aRawDocument(more: { readonly [key: string]: JsonValue } = {}): JsonValue {
  return { document: DOCUMENT, product_tree: TREE, vulnerabilities: VULNERABILITIES, ...more }
}

const DOCUMENT: JsonValue = {
  category: 'csaf_vex',
  csaf_version: '2.0',
  lang: 'en',
  publisher: { category: 'vendor', name: 'Works', namespace: 'https://example.com' },
  title: 'A flaw',
  tracking: {
    current_release_date: '2024-02-29T10:00:00.000Z',
    id: 'W-1',
    initial_release_date: '2024-02-29T12:00:00+02:00',
    revision_history: [{ date: '2024-02-29T10:00:00Z', number: '1', summary: 'First' }],
    status: 'final',
    version: '1',
  },
}

const TREE: JsonValue = {
  branches: [
    {
      category: 'vendor',
      name: 'Works',
      branches: [
        {
          category: 'product_version',
          name: '1.0',
          product: {
            name: 'Pump 1.0',
            product_id: 'P1',
            product_identification_helper: {
              cpe: 'cpe:2.3:a:works:pump:1.0:*:*:*:*:*:*:*',
              purl: 'pkg:generic/pump@1.0',
              hashes: [
                {
                  filename: 'pump.bin',
                  file_hashes: [{ algorithm: 'sha256', value: 'ab'.repeat(32) }],
                },
              ],
            },
          },
        },
      ],
    },
  ],
  full_product_names: [{ name: 'Valve', product_id: 'P2' }],
  product_groups: [{ group_id: 'G', product_ids: ['P1', 'P2'] }],
  relationships: [
    {
      category: 'installed_on',
      full_product_name: { name: 'Both', product_id: 'P3' },
      product_reference: 'P1',
      relates_to_product_reference: 'P2',
    },
  ],
}

const VULNERABILITIES: JsonValue = [
  {
    cve: 'CVE-2024-0001',
    cwe: { id: 'CWE-787', name: 'Out-of-bounds Write' },
    flags: [{ label: 'component_not_present', product_ids: ['P2'] }],
    involvements: [{ party: 'vendor', status: 'completed' }],
    notes: [{ category: 'summary', text: 'Writes past the end.' }],
    product_status: { known_affected: ['P1'], known_not_affected: ['P2'], fixed: ['P3'] },
    remediations: [{ category: 'mitigation', details: 'Close it.', group_ids: ['G'] }],
    scores: [
      {
        cvss_v3: {
          baseScore: 9.8,
          baseSeverity: 'CRITICAL',
          vectorString: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
          version: '3.1',
        },
        products: ['P1'],
      },
    ],
    threats: [{ category: 'impact', details: 'None.', product_ids: ['P2'] }],
  },
]
