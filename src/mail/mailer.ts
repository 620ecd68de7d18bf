import type { Settings } from '../env.ts'
import { cloudflareMailer } from './cloudflare.ts'
import type { Mailer } from './mail.ts'
import { resendMailer } from './resend.ts'
import { smtpMailer } from './smtp.ts'

/** The transport that the configuration names. */
export function mailerOf({ mail }: Settings): Mailer {
  switch (mail.transport) {
    case 'smtp':
      return smtpMailer(mail)
    case 'resend':
      return resendMailer(mail)
    case 'cloudflare':
      return cloudflareMailer(mail)
  }
}
