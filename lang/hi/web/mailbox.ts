import type { Catalogue } from '../../shape.ts'

/** The development mailbox. */
export const mailbox: Catalogue['workspace']['mailbox'] = {
  title: 'मेलबॉक्स',
  text: 'इस इंस्टॉलेशन का हर ईमेल बाहर जाने के बजाय यहाँ आता है।',
  empty: ['अभी कोई ईमेल नहीं', 'खाता बनाएँ, पासवर्ड बदलें या टिकट ख़रीदें, ईमेल यहाँ दिखेगा।'],
  from: (recipient) => `${recipient} को`,
  choose: ['कोई ईमेल चुनें', 'उसका पाठ, स्रोत और संलग्न फ़ाइलें यहाँ दिखेंगी।'],
  views: { html: 'जैसा भेजा गया', text: 'सादा पाठ', headers: 'हेडर' },
  view: 'दिखाएँ',
  frame: (subject) => `ईमेल: ${subject}`,
  attachments: 'संलग्न फ़ाइलें',
  attachment: (name, size) => `${name}, ${size}`,
}

/** The SMS of a development installation. */
export const messages: Catalogue['workspace']['messages'] = {
  title: 'SMS संदेश',
  text: 'इस इंस्टॉलेशन का हर SMS बाहर जाने के बजाय यहाँ आता है।',
  empty: ['अभी कोई SMS नहीं', 'अपने खाते में किसी फ़ोन पर कोड भेजें, वह यहाँ दिखेगा।'],
  segments: (count) => `${count} खंड`,
}
