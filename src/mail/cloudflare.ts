import type { MailSettings } from '../env.ts'
import type { Mailer } from './mail.ts'

type CloudflareSettings = Extract<MailSettings, { transport: 'cloudflare' }>

/**
 * Mail through Cloudflare's `send_email` binding. It has no idempotency key, so the outcome of a broken call stays
 * unknown.
 */
export const cloudflareMailer = ({ binding, from }: CloudflareSettings): Mailer => ({
  // A message has 5 MiB at most (developers.cloudflare.com/email-service/platform/limits).
  mostFileBytes: 3_500_000,
  async send({ fromName, replyTo, to, subject, html, text, attachments }) {
    try {
      await binding.send({
        from: { name: fromName, email: from },
        to,
        subject,
        html,
        text,
        ...(replyTo && { replyTo }),
        ...(attachments.length > 0 && {
          attachments: attachments.map(({ name: filename, type, bytes: content }) => ({
            filename,
            type,
            content,
            disposition: 'attachment' as const,
          })),
        }),
      })
      return { kind: 'sent' }
    } catch (error) {
      const { code, name } = error as { code?: string; name?: string }
      if (!code) return { kind: 'unknown', reason: name ?? 'fault' }
      // The address bounced before, or its owner reported spam (developers.cloudflare.com/email-service, error codes).
      if (code === 'E_RECIPIENT_SUPPRESSED') return { kind: 'address_refused', reason: code }
      return { kind: code.includes('RATE') ? 'later' : 'rejected', reason: code }
    }
  },
})
