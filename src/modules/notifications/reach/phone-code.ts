import { catalogueOf } from '../../../../lang/catalogue.ts'
import { isLanguage } from '../../../../lang/languages.ts'
import type { Facts } from '../../../facts.ts'
import type { Services } from '../../../services.ts'
import { smsText } from '../../../sms/segments.ts'
import { SmsRefused } from '../../../sms/texter.ts'
import { phoneCodeMinutes, takePhoneCode } from '../../accounts/phone.ts'

/** Sends the code that proves a phone. What its provider refuses is not told to whoever asked: the phone may be anybody's. */
export async function sendPhoneCode(services: Services, { codeId }: Facts['phone.code_asked']): Promise<void> {
  const { texter, platform, log } = services
  const due = texter && (await takePhoneCode(services, codeId))
  if (!due) return
  const { phone, code, language, askedAt, again } = due
  const { name } = await platform.read()
  const words = catalogueOf(isLanguage(language) ? language : 'en').sms
  const sms = { id: codeId, to: phone, text: smsText({ text: words.code(code, name, phoneCodeMinutes) }) }
  if (again && (await texter.find(sms, askedAt))) return
  try {
    await texter.send(sms)
  } catch (error) {
    if (!(error instanceof SmsRefused)) throw error
    log.warn({ codeId }, 'a code to a phone was refused by the provider of SMS')
  }
}
