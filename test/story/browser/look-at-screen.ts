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
export async function axeFindings(page: Page): Promise<readonly string[]> {
  // By the debugger, as the page's own policy lets in no script from elsewhere.
  await page.evaluate(`window.axe === undefined && (() => { ${axe.source} })()`)
  const results = (await page.evaluate('window.axe.run(document)')) as AxeResults
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

const MARK = 'data-reached'

/** The controls that Tab never reaches, and those that do not show that they have the focus. */
export async function keyboardFaults(page: Page): Promise<readonly string[]> {
  const invisible: string[] = []
  for (let presses = 0; presses < 400; presses += 1) {
    await page.keyboard.press('Tab')
    const seen = await page.evaluate(lookAtFocus, MARK)
    if (seen === 'again') break
    // Past the last control the focus leaves the page once, and comes back at its first.
    if (seen === 'outside') continue
    if (seen !== 'visible') invisible.push(`the focus does not show on ${seen}`)
  }
  const missed = await page.evaluate(neverReached, MARK)
  return [...invisible, ...missed.map((html) => `Tab never reaches ${html}`)]
}

/** Runs in the page: marks what has the focus, and says whether a person sees it. */
function lookAtFocus(mark: string): string {
  const focused = document.activeElement
  if (focused === null || focused === document.body) return 'outside'
  if (focused.hasAttribute(mark)) return 'again'
  focused.setAttribute(mark, '')
  const style = getComputedStyle(focused)
  const outlined = style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) >= 2
  return outlined ? 'visible' : focused.outerHTML.slice(0, 200)
}

/** Runs in the page: every control in sight without a mark; of a radio group one is enough. */
function neverReached(mark: string): string[] {
  const controls = document.querySelectorAll<HTMLElement>(
    'a[href], button, input, select, textarea, [tabindex="0"]',
  )
  const out: string[] = []
  for (const control of controls) {
    const marked = control.hasAttribute(mark)
    control.removeAttribute(mark)
    // What is folded away has no place in the order, and no looks.
    if (marked || !control.checkVisibility() || control.tabIndex < 0) continue
    if (!control.matches('[type="radio"], [role="radio"]'))
      out.push(control.outerHTML.slice(0, 200))
  }
  return out
}
