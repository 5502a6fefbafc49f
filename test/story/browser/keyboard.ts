import type { Locator, Page } from 'playwright-core'

const PRESSES_MAX = 120

/** Somebody without a mouse: gets there by Tab, acts by Enter, Space and arrows. */
export class Keyboard {
  private readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  /** Presses Tab until this control has the focus. */
  async reaches(control: Locator): Promise<void> {
    await control.waitFor()
    for (let presses = 0; presses < PRESSES_MAX; presses += 1) {
      if (await this.isOn(control)) return
      await this.page.keyboard.press('Tab')
    }
    throw new Error(`Tab does not reach ${control}`)
  }

  async presses(key: 'Enter' | 'Space' | 'ArrowDown' | 'j' | 'k' | 'x'): Promise<void> {
    await this.page.keyboard.press(key)
  }

  async follows(control: Locator): Promise<void> {
    await this.reaches(control)
    await this.presses('Enter')
  }

  async types(field: Locator, text: string): Promise<void> {
    await this.reaches(field)
    await this.page.keyboard.insertText(text)
  }

  isOn(control: Locator): Promise<boolean> {
    return control.evaluate((element) => element === document.activeElement)
  }
}
