/** Text of the plant goes into a page only through here. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}

/** A table with a caption and scoped headers; cells are plain text. */
export function table(
  caption: string,
  header: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const head = header.map((cell) => `<th scope="col">${escapeHtml(cell)}</th>`).join('')
  const body = rows
    .map((row) => `<tr>${row.map((cell) => `<td>${escapeHtml(cell)}</td>`).join('')}</tr>`)
    .join('\n')
  return `<table><caption>${escapeHtml(caption)}</caption><thead><tr>${head}</tr></thead>
<tbody>${body}</tbody></table>`
}

export function list(items: readonly string[], none: string): string {
  if (items.length === 0) return `<p>${escapeHtml(none)}</p>`
  return `<ul>${items.map((item) => `<li>${escapeHtml(item)}</li>`).join('\n')}</ul>`
}

const STYLE = `body{font:14px/1.4 sans-serif;color:#1a1a1a;max-width:60em;margin:2em auto}
table{border-collapse:collapse;width:100%;margin:1em 0}
caption{text-align:left;font-weight:bold;padding:.3em 0}
th,td{border:1px solid #999;padding:.3em .5em;text-align:left;vertical-align:top}
.gaps{border:3px double #1a1a1a;padding:.5em 1em}
code{overflow-wrap:anywhere}@media print{body{margin:0;max-width:none}}`

export function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title>
<style>${STYLE}</style></head>
<body><main><h1>${escapeHtml(title)}</h1>
${body}
</main></body></html>
`
}
