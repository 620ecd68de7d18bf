import { Icon, type IconName } from '../parts/icon.tsx'
import type { Message, Notice } from './notice.ts'

const looks: Readonly<Record<Notice['kind'], { readonly icon: IconName; readonly tone: string }>> = {
  success: { icon: 'check', tone: 'good' },
  info: { icon: 'info', tone: 'wait' },
  known: { icon: 'info', tone: 'plain' },
  problem: { icon: 'alert', tone: 'bad' },
}

type NoticeBoxProps = {
  readonly kind: Notice['kind']
  readonly message: Message
  /** True for the answer to what the payer just did, which takes the focus; false for something from before. */
  readonly takesFocus: boolean
}

/** What happened and what to do next, first in the panel. */
export function NoticeBox({ kind, message, takesFocus }: NoticeBoxProps) {
  const { icon, tone } = looks[kind]
  return (
    <div
      class="notice"
      data-tone={tone}
      role={takesFocus ? (kind === 'problem' ? 'alert' : 'status') : undefined}
      tabIndex={takesFocus ? -1 : undefined}
      autofocus={takesFocus}
    >
      <Icon name={icon} />
      <div>
        <p class="notice-what">{message.what}</p>
        {message.why && <p>{message.why}</p>}
        <p>{message.next}</p>
      </div>
    </div>
  )
}
