import type { Catalogue } from '../shape.ts'

/** Sentences of the emails to those who go to an event: what reminds, thanks and brings an organizer's words. */
export const attendeeMail: Catalogue['attendeeMail'] = {
  guest: 'अतिथि',
  seePage: 'कार्यक्रम का पेज देखें',
  tickets: 'आपके टिकट',
  reminder: {
    subject: {
      24: (event) => `याद दिला दें: ${event}`,
      3: (event) => `जल्द शुरू: ${event}`,
    },
    text: (event, date) => `${event} की शुरुआत ${date} को है।`,
    atTheDoor: 'प्रवेश पर अपने टिकट का कोड स्क्रीन या काग़ज़ पर दिखाएँ।',
    online: 'शामिल होने का लिंक आपके टिकट पर है।',
  },
  thanks: {
    subject: (event) => `धन्यवाद: ${event}`,
    text: (organizer, event) => `${event} का टिकट लेने के लिए धन्यवाद। ${organizer} जानना चाहेंगे कि आपका अनुभव कैसा रहा।`,
    answer: (organizer) => `बस इस ईमेल का जवाब दें: आप जो लिखेंगे वह ${organizer} को मिलेगा।`,
    write: (organizer) => `आप कार्यक्रम के पेज से ${organizer} को लिख सकते हैं।`,
  },
  organizer: (organizer, event) => `${event} के बारे में ${organizer} लिखते हैं:`,
  paymentFailed: {
    subject: (event) => `${event} के लिए आपका भुगतान नहीं हो सका`,
    text: (amount, until) =>
      `${amount} का भुगतान नहीं हो सका और कोई राशि नहीं कटी। आपकी जगहें ${until} तक रखी हैं; तब तक आप फिर से या किसी और तरीक़े से भुगतान कर सकते हैं।`,
    action: 'फिर से भुगतान करें',
    after: 'अगर आपने इस बीच भुगतान कर दिया है, तो कुछ करने की ज़रूरत नहीं।',
  },
  sample: {
    name: 'मीरा शर्मा',
    event: 'रात की नौका',
    place: 'घाट 3',
    city: 'वाराणसी',
    order: 'K7Q2MX',
    ticket: 'सप्ताहांत',
  },
}
