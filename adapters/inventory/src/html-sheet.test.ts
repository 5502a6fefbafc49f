import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SEED } from '../../../test/builders/seed.ts'
import { inventoryFiles } from './read-inventory-file.ts'

const read = (page: string, sheet: string | null = null) =>
  inventoryFiles.read({ name: 'page', bytes: new TextEncoder().encode(page), sheet })

function tableOf(page: string, sheet: string | null = null) {
  const answer = read(page, sheet)
  if (!answer.ok) throw new Error(`${answer.refusal.where}: ${answer.refusal.why}`)
  return answer.value
}

function whyRefused(page: string, sheet: string | null = null): string {
  const answer = read(page, sheet)
  if (answer.ok) throw new Error('was not refused')
  return `${answer.refusal.where}: ${answer.refusal.why}`
}

const page = `<!doctype html><html><head><title>x</title><script>document.write('<table>')</script></head>
<body><table><tr><td>Menu<td>Home</table>
<h2>Compatibility of <b>WinCC</b></h2>
<table border=1>
<tr><th>Update<th>Version<th>Result<th>Tested
<tr><td rowspan=2>KB5031364<td>V7.5 SP2<td><img src="http://elsewhere.example/ok.png" alt="Approved"><td>2026-10-20
<tr><td>V8.0<td>Not<br>approved &amp; withdrawn<td>2026-10-21
<tr><td>KB5040430<td colspan=2>Pending<td>
</table></body></html>`

describe('tables of pages', () => {
  test('the largest is read, with cells that span, pictures that speak, and tags left open', () => {
    const sheet = tableOf(page)
    expect(sheet).toMatchObject({ format: 'html', sheet: 'Compatibility of WinCC' })
    expect(sheet.sheets).toEqual(['Table', 'Compatibility of WinCC'])
    expect(sheet.columns).toEqual(['Update', 'Version', 'Result', 'Tested'])
    expect(sheet.rows.map(({ cells }) => cells)).toEqual([
      { Update: 'KB5031364', Version: 'V7.5 SP2', Result: 'Approved', Tested: '2026-10-20' },
      {
        Update: 'KB5031364',
        Version: 'V8.0',
        Result: 'Not approved & withdrawn',
        Tested: '2026-10-21',
      },
      { Update: 'KB5040430', Version: 'Pending', Result: 'Pending' },
    ])
  })

  test('another table is had by its name; a name that is not there is refused', () => {
    expect(tableOf(page, 'Table').columns).toEqual(['Menu', 'Home'])
    expect(whyRefused(page, 'Other')).toBe(
      'page: no table "Other"; there are: Table, Compatibility of WinCC',
    )
  })

  test('a table inside a cell is a table of its own', () => {
    const nested = tableOf(
      '<table><tr><td><table><caption>In</caption><tr><td>A<td>B<tr><td>1<td>2</table><td>out</table>',
    )
    expect(nested).toMatchObject({ sheet: 'In', columns: ['A', 'B'], sheets: ['Table', 'In'] })
  })

  test('hostile pages are refused in words and in time', () => {
    expect(whyRefused('<html><p>No table')).toMatch(/^page: holds no table/)
    expect(whyRefused(`<table>${'<div>'.repeat(5000)}`)).toBe(
      'page: more than 256 elements lie in each other',
    )
    expect(whyRefused('<table><tr><td colspan=999999999>x</table>')).toBe(
      'page: a table has more than 500 columns',
    )
    expect(whyRefused('<table></table>'.repeat(501))).toBe('page: has more than 500 tables')
    const hanging = `<tr>${'<td rowspan=9999999>x'.repeat(400)}${'<tr>'.repeat(2000)}`
    expect(whyRefused(`<table>${hanging}</table>`)).toBe('page: has more than 500000 cells')
    expect(whyRefused(`<table>${' '.repeat(17 * 1024 * 1024)}`)).toMatch(/^page: is larger than/)
  })

  test(`any page is a sheet or a refusal, never a throw (seed ${SEED})`, () => {
    const pieces = fc.constantFrom(
      ...[
        '<table>',
        '</table>',
        '<tr>',
        '</tr>',
        '<td>',
        '</td>',
        '<th rowspan=3>',
        '<td colspan=2>',
      ],
      ...[
        'a',
        '<script>',
        '</script>',
        '<h2>',
        '</h2>',
        '&#0;',
        '<!--',
        '-->',
        '<caption>',
        '<img alt=b>',
      ],
    )
    const property = fc.property(fc.array(pieces, { maxLength: 60 }), (parts) => {
      const answer = read(`<html>${parts.join('')}`)
      if (!answer.ok) expect(answer.refusal.why).not.toBe('')
    })
    fc.assert(property, { seed: SEED, numRuns: 2000 })
  })
})
