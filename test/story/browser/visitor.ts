import type { BrowserContext, Download, Locator, Page } from 'playwright-core'

type Words = string | RegExp

/**
 * Somebody at a screen, who finds everything by its role and its name. A page that complains on
 * its console, or breaks, ends the story.
 */
export class Visitor {
  readonly page: Page
  readonly complaints: string[] = []

  private constructor(page: Page) {
    this.page = page
    page.on('console', (message) => {
      // A question that was under way when its person left is answered with a 401, and logged.
      if (message.text().includes('status of 401')) return
      if (message.type() === 'error' || message.type() === 'warning') {
        this.complaints.push(`${page.url()}: ${message.text()} ${message.location().url}`)
      }
    })
    page.on('pageerror', (error) => this.complaints.push(`${page.url()}: ${error.message}`))
  }

  /** Where a story ended: a picture of the whole page, for the eyes of whoever mends it. */
  async leavesPicture(name: string): Promise<void> {
    await this.page.screenshot({ path: `test-results/${name}.png`, fullPage: true })
  }

  static async at(screen: BrowserContext): Promise<Visitor> {
    const visitor = new Visitor(await screen.newPage())
    await visitor.page.goto('/')
    return visitor
  }

  /** Switches to this person of the demonstration; the page stays the same. */
  async becomes(firstName: string): Promise<void> {
    const signIn = this.button(new RegExp(`^Sign in as ${firstName} `))
    const leave = this.button('Switch person')
    await signIn.or(leave).first().waitFor()
    if (await leave.isVisible()) await leave.click()
    await signIn.click()
    await this.page.getByRole('banner').getByText(firstName).waitFor()
  }

  button(name: Words): Locator {
    return this.page.getByRole('button', { name, exact: typeof name === 'string' })
  }

  link(name: Words): Locator {
    return this.page.getByRole('link', { name, exact: typeof name === 'string' })
  }

  region(name: Words): Locator {
    return this.page.getByRole('region', { name, exact: typeof name === 'string' })
  }

  /** The word of a status; the shape before it is for eyes alone. */
  status(within: Locator, word: string): Locator {
    return within.getByText(new RegExp(`^\\W*${word}$`)).first()
  }

  async opens(page: string): Promise<void> {
    await this.page
      .getByRole('navigation', { name: 'Pages' })
      .getByRole('link', { name: page })
      .click()
    await this.heading(page).waitFor()
  }

  /** Goes by the bar of the five stages. */
  async turnsTo(stage: string): Promise<void> {
    await this.page
      .getByRole('navigation', { name: 'Stages' })
      .getByRole('link', { name: stage })
      .click()
  }

  heading(name: Words): Locator {
    return this.page.getByRole('heading', { name, level: 1 })
  }

  async writes(label: string, text: string): Promise<void> {
    await this.page.getByRole('textbox', { name: label }).fill(text)
  }

  /** A password field has no role; its label is its name. */
  async givesPassword(login: string): Promise<void> {
    await this.page.getByLabel('Your password, again').fill(`holdpoint-demo-${login}`)
  }

  async picks(label: string, choice: Words): Promise<void> {
    const field = this.page.getByRole('combobox', { name: label })
    const option = field.getByRole('option', { name: choice })
    await field.selectOption({ label: (await option.first().textContent()) ?? '' })
  }

  async answers(question: string, choice: string): Promise<void> {
    const group = this.page.getByRole('group', { name: question })
    await group.getByRole('radio', { name: choice, exact: true }).check()
  }

  /** Presses a button and waits until the act stands in the ledger under these words. */
  async does(name: string, recordedAs = name): Promise<void> {
    const before = await this.lastAct().textContent()
    await this.button(name).click()
    await this.toldOf(recordedAs, before ?? '')
  }

  lastAct(): Locator {
    return this.page.getByRole('status', { name: 'Last act' })
  }

  private async toldOf(words: string, before: string): Promise<void> {
    const told = this.lastAct().filter({ hasText: words })
    await told.filter({ hasNotText: before === '' ? 'nothing of this kind' : before }).waitFor()
  }

  /** The reasons that a screen reader reads out with a blocked button. */
  async whyBlocked(name: Words): Promise<string> {
    const button = this.button(name)
    const blocked = await button.getAttribute('aria-disabled')
    if (blocked !== 'true') throw new Error(`"${name}" is not blocked`)
    return button.evaluate((element) => {
      const ids = (element.getAttribute('aria-describedby') ?? '').split(' ')
      return ids.map((id) => document.getElementById(id)?.textContent ?? '').join(' ')
    })
  }

  async downloads(name: string): Promise<Download> {
    const download = this.page.waitForEvent('download')
    await this.button(name).click()
    return download
  }
}
