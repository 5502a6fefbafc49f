import { faultWords, type panelView } from './panel-requests.ts'

type View = ReturnType<typeof panelView>
type ControllerView = View['controllers'][number]

/** The whole page, complete without script; the script only keeps it fresh. */
export function panelPage(view: View, said: string | null): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Field panel: ${escaped(view.site)}</title>
<style>${STYLE}</style>
</head>
<body>
<header><h1>Field panel</h1>
<p>${escaped(view.site)}. What is done here is done by hand, in the plant.</p></header>
<main>
<p role="status">${escaped(said ?? '')}</p>
<div id="live">${panelLive(view)}</div>
<section aria-labelledby="hands"><h2 id="hands">Hands on the process</h2>
${button({ kind: 'pump', run: 'true' }, 'Command pump P-101 to start')}
${button({ kind: 'pump', run: 'false' }, 'Command pump P-101 to stop')}
${button({ kind: 'demand', percent: '0' }, 'Shut the demand valve')}
${button({ kind: 'demand', percent: '100' }, 'Open the demand valve')}
</section>
<section aria-labelledby="hardware"><h2 id="hardware">Hardware</h2>
${view.controllers.map(controllerForms).join('\n')}
</section>
</main>
<script>${SCRIPT}</script>
</body>
</html>
`
}

/** The part that changes by itself: tank, readings, lamps. */
export function panelLive(view: View): string {
  const { field } = view
  return `${tankPicture(field)}
<table><caption>Readings</caption><tbody>
${row('Level of T-101', `${field.levelPercent.toFixed(1)} %`)}
${row('Pressure in the header', `${field.headerPressurePsi.toFixed(1)} psi`)}
${row('Inlet valve FV-101', `${field.inletValvePercent.toFixed(0)} % open`)}
${row('Pump P-101', field.pumpRuns ? 'runs' : 'stands')}
${row('Relief valve PV-101', field.reliefOpen ? 'open' : 'shut')}
${row('Inlet trip by SIS-101', field.inletTrip ? 'TRIPPED' : 'none')}
${row('Demand of the works', `${field.demandPercent.toFixed(0)} %`)}
</tbody></table>
<table><caption>Controllers</caption>
<thead><tr><th scope="col">Tag</th><th scope="col">Mode</th><th scope="col">Says it runs</th>
<th scope="col">Serial</th><th scope="col">Planted faults</th></tr></thead>
<tbody>${view.controllers.map(controllerRow).join('')}</tbody></table>`
}

function controllerRow(controller: ControllerView): string {
  const faults = controller.faults.map((fault) => faultWords[fault.kind]).join('; ')
  const looks = controller.mode === 'run' ? '' : ' class="look"'
  return `<tr><th scope="row">${escaped(controller.tag)}</th><td${looks}>${controller.mode}</td>
<td>${escaped(controller.firmware)}</td><td>${escaped(controller.serial)}</td>
<td>${escaped(faults === '' ? 'none' : faults)}</td></tr>`
}

function controllerForms({ tag, product, spare }: ControllerView): string {
  const options = Object.entries(faultWords)
    .map(([kind, words]) => `<option value="${kind}">${escaped(words)}</option>`)
    .join('')
  const fit =
    spare === 'none'
      ? '<p>There is no spare on the shelf.</p>'
      : button({ kind: 'fit-spare', tag }, `Fit the ${spare} spare for ${tag}`)
  return `<fieldset><legend>${escaped(tag)}, ${escaped(product)}</legend>
${fit}
${button({ kind: 'kill', tag }, `Take the power from ${tag}`)}
${button({ kind: 'restart', tag }, `Restart ${tag}`)}
<form method="post" action="/act"><input type="hidden" name="kind" value="inject">
<input type="hidden" name="tag" value="${escaped(tag)}">
<label>Fault to plant in ${escaped(tag)} <select name="fault">${options}</select></label>
<button>Inject fault</button></form>
${button({ kind: 'clear-faults', tag }, `Clear the faults of ${tag}`)}
</fieldset>`
}

function button(fields: { readonly [name: string]: string }, label: string): string {
  const inputs = Object.entries(fields)
    .map(([name, value]) => `<input type="hidden" name="${name}" value="${escaped(value)}">`)
    .join('')
  return `<form method="post" action="/act">${inputs}<button>${escaped(label)}</button></form>`
}

function tankPicture({
  levelPercent,
  inletValvePercent,
  pumpRuns,
  reliefOpen,
}: View['field']): string {
  const water = (150 * levelPercent) / 100
  const alarm = 180 - (150 * 85) / 100
  return `<svg viewBox="0 0 320 220" role="img" width="320"
 aria-label="Tank T-101 at ${levelPercent.toFixed(0)} percent,
 pump ${pumpRuns ? 'running' : 'standing'}">
<rect x="110" y="30" width="100" height="150" class="vessel"/>
<rect x="110" y="${180 - water}" width="100" height="${water}" class="water"/>
<line x1="100" x2="220" y1="${alarm}" y2="${alarm}" class="mark"/>
<text x="224" y="${alarm + 4}">85 %</text>
<path d="M20 45 H110 M210 165 H250 M280 165 H312 M296 165 V120" class="pipe"/>
<path d="M50 35 L70 55 V35 L50 55 Z" class="${inletValvePercent > 1 ? 'on' : 'off'}"/>
<text x="30" y="28">FV-101 ${inletValvePercent.toFixed(0)} %</text>
<circle cx="265" cy="165" r="15" class="${pumpRuns ? 'on' : 'off'}"/>
<text x="245" y="200">P-101</text>
<path d="M286 110 L306 130 H286 L306 110 Z" class="${reliefOpen ? 'on' : 'off'}"/>
<text x="262" y="104">PV-101</text></svg>`
}

function row(name: string, value: string): string {
  return `<tr><th scope="row">${name}</th><td>${value}</td></tr>`
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

const STYLE = `
body { margin: 1rem auto; max-width: 60rem; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif;
  color: #222; background: #eee }
#live { display: flex; flex-wrap: wrap; gap: 1.5rem; align-items: flex-start }
table { border-collapse: collapse } caption { font-weight: 600; text-align: left }
th, td { border: 1px solid #aaa; padding: .15rem .5rem; text-align: left; font-weight: 400 }
fieldset { border: 1px solid #aaa; margin: 1rem 0 }
form { display: inline-block; margin: .2rem .4rem .2rem 0 }
button, select { font: inherit; padding: .3rem .7rem; background: #ddd; border: 1px solid #666 }
:focus-visible { outline: 3px solid #014f86 }
.look { font-weight: 700; background: #ffe08a }
.vessel { fill: #f8f8f8; stroke: #555; stroke-width: 2 } .water { fill: #8fa3ad }
.pipe { stroke: #555; stroke-width: 3; fill: none } .mark { stroke: #555; stroke-dasharray: 4 3 }
.on { fill: #777; stroke: #333 } .off { fill: #fff; stroke: #333 } text { font-size: 11px }
`

const SCRIPT = `
setInterval(async () => {
  const answer = await fetch('/live').catch(() => null)
  if (answer?.ok) document.getElementById('live').innerHTML = await answer.text()
}, 1000)
`
