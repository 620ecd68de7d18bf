import type { Page } from 'playwright-core'

/** Presses Tab until the focus is on what is named so, by its label or its text. Throws if it does not get there. */
export async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press('Tab')
    const focused = await page.evaluate(() => {
      const at = document.activeElement as HTMLInputElement | null
      return at?.labels?.[0]?.textContent ?? at?.textContent ?? ''
    })
    if (focused.trim().startsWith(name)) return
  }
  throw new Error(`Tab does not lead to ${name}.`)
}
