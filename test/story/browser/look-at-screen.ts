import axe from 'axe-core'
import type { Page } from 'playwright-core'

type AxeResults = {
  readonly violations: readonly {
    readonly id: string
    readonly impact?: string | null
    readonly nodes: readonly { readonly html: string }[]
  }[]
}

/** What axe finds on this page, apart from what it calls minor. */
export async function axeFindings(
  page: Page,
  { contrast = true }: { readonly contrast?: boolean } = {},
): Promise<readonly string[]> {
  // By the debugger, as the page's own policy lets in no script from elsewhere.
  await page.evaluate(`window.axe === undefined && (() => { ${axe.source} })()`)
  const options = {
    resultTypes: ['violations'],
    rules: { 'color-contrast': { enabled: contrast } },
  }
  const run = `window.axe.run(document, ${JSON.stringify(options)})`
  const results = (await page.evaluate(run)) as AxeResults
  return results.violations
    .filter((one) => one.impact !== 'minor')
    .map((one) => `${one.id} (${one.impact}): ${one.nodes.map((node) => node.html).join(' | ')}`)
}

/** How far the page can be scrolled sideways, and by what. Tables scroll inside their own frame. */
export async function sidewaysScroll(page: Page): Promise<string | null> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    if (scrollWidth <= clientWidth) return null
    const edges = [...document.querySelectorAll('main *')].map((one) => ({
      right: one.getBoundingClientRect().right,
      html: one.outerHTML.slice(0, 200),
    }))
    const farthest = edges.toSorted((a, b) => b.right - a.right)[0]
    return `${scrollWidth - clientWidth} px; farthest to the right is ${farthest?.html}`
  })
}

/** The controls that Tab never reaches, and those that do not show that they have the focus. */
export async function keyboardFaults(page: Page): Promise<readonly string[]> {
  const controls = await page.evaluate(watchFocus)
  // Once around: past the last control the focus leaves the page, and comes back at its first.
  for (let presses = 0; presses < controls + 3; presses += 1) await page.keyboard.press('Tab')
  return page.evaluate(readFocus)
}

type Watched = Window & { reached?: Set<Element>; unseen?: string[]; watch?: EventListener }

/** Runs in the page: from now on notes what gets the focus; answers how many controls there are. */
function watchFocus(): number {
  const here = window as Watched
  const reached = new Set<Element>()
  const unseen: string[] = []
  here.watch = ({ target }) => {
    if (!(target instanceof Element) || reached.has(target)) return
    reached.add(target)
    const style = getComputedStyle(target)
    const outlined = style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) >= 2
    if (!outlined) unseen.push(`the focus does not show on ${target.outerHTML.slice(0, 200)}`)
  }
  here.reached = reached
  here.unseen = unseen
  document.addEventListener('focusin', here.watch)
  return document.querySelectorAll('a, button, input, select, textarea, [tabindex="0"]').length
}

/** Runs in the page: what went wrong on the way round; of a radio group one control is enough. */
function readFocus(): string[] {
  const { reached, unseen = [], watch } = window as Watched
  if (watch !== undefined) document.removeEventListener('focusin', watch)
  const controls = document.querySelectorAll<HTMLElement>(
    'a[href], button, input, select, textarea, [tabindex="0"]',
  )
  const missed = [...controls].filter(
    // What is folded away has no place in the order, and no looks.
    (one) => !reached?.has(one) && one.checkVisibility() && one.tabIndex >= 0,
  )
  const alone = missed.filter((one) => !one.matches('[type="radio"], [role="radio"]'))
  return [...unseen, ...alone.map((one) => `Tab never reaches ${one.outerHTML.slice(0, 200)}`)]
}

/** Opens every fold of the page itself, and the folds in them. */
export async function unfoldAll(page: Page): Promise<void> {
  const folded = page.getByRole('main').getByRole('button', { expanded: false })
  while ((await folded.count()) > 0) {
    await folded.evaluateAll((buttons) => {
      for (const button of buttons) (button as HTMLElement).click()
    })
  }
}
