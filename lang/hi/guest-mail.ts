import type { Catalogue } from '../shape.ts'

export const guestMail: Catalogue['guestMail'] = {
  invited: {
    subject: (event) => `आपको न्योता है: ${event}`,
    text: (organizer, event) => `${organizer} आपको ${event} में आने का न्योता देते हैं।`,
    words: (organizer) => `${organizer} लिखते हैं:`,
    places: 'आपके लिए जगहें',
    action: 'न्योता खोलें',
    after: (email) =>
      `यह न्योता सिर्फ़ आपके लिए है। यह ${email} के खाते से खुलता है, या उस कोड से जो हम इसी पते पर भेजते हैं; इसलिए लिंक दूसरों के किसी काम का नहीं। अगर आप इस आयोजक से आगे कुछ नहीं सुनना चाहते, तो वहीं बता सकते हैं।`,
  },
  code: {
    subject: (event) => `${event} के लिए आपका कोड`,
    text: (event) => `यह दिखाने के लिए कि ${event} का न्योता आपका है, उसके पेज पर यह कोड लिखें।`,
    label: 'कोड',
    after: (minutes) => `यह एक बार, ${minutes} मिनट के भीतर चलेगा। अगर आपने इसे नहीं माँगा, तो कुछ न करें, और कोड किसी को न दें।`,
  },
}
