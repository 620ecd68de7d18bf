import type { MailWords } from '../catalogue.ts'
import { pluralIn } from '../plural.ts'

export const mail = (): MailWords => {
  const plural = pluralIn('ar')
  return {
    greeting: 'مرحبًا،',
    greetingTo: ({ name }) => `مرحبًا ${name}،`,
    viewAndPay: ({ amount }) => `عرض الفاتورة ودفع ${amount}`,
    viewInvoice: 'عرض الفاتورة',
    confirmWithBank: 'تأكيد الدفعة',
    orOpen: 'أو افتح هذا الرابط:',
    attached: { invoice: 'الفاتورة مرفقة بصيغة PDF.', receipt: 'الإيصال مرفق بصيغة PDF.' },
    tooLarge: {
      invoice: 'الفاتورة بصيغة PDF أكبر من أن تُرفق. يمكنك تنزيلها من هنا:',
      receipt: 'الإيصال بصيغة PDF أكبر من أن يُرفق. يمكنك تنزيله من هنا:',
    },
    download: 'تنزيل ملف PDF',
    linkLine: ({ label }) => `${label}:`,
    paidOn: 'تاريخ الدفع',
    paidWith: 'طريقة الدفع',
    triedWith: 'وسيلة المحاولة',
    tried: 'تاريخ المحاولة',
    nextTry: 'المحاولة التالية',
    moreLines: ({ lines }) =>
      plural(lines, {
        zero: 'ولا بنود أخرى',
        one: 'وبند واحد آخر',
        two: 'وبندان آخران',
        few: `و${lines.text} بنود أخرى`,
        many: `و${lines.text} بندًا آخر`,
        other: `و${lines.text} بند آخر`,
      }),
    questions: ({ seller }) => `هل لديك أسئلة؟ أجب عن هذه الرسالة أو تواصل مع ${seller}:`,
    questionsReply: ({ seller }) => `هل لديك أسئلة؟ أجب عن هذه الرسالة وسيساعدك ${seller}.`,
    linkIsYours: 'هذا الرابط لك وحدك. كل من يملكه يستطيع رؤية هذه الفاتورة.',
    noLinkText: ({ seller }) => `يُرجى الدفع كما اتفقت مع ${seller}.`,

    signIn: {
      subject: ({ code, seller }) => `${code} هو رمزك لدى ${seller}`,
      heading: ({ seller }) => `رمزك لدى ${seller}`,
      text: 'اكتب هذا الرمز في المتصفح الذي طلبته منه. يصلح الرمز لعشر دقائق.',
      code: 'الرمز',
      button: 'تسجيل الدخول بهذا الرمز',
      link: 'تسجيل الدخول',
      linkNote: 'يعمل الرابط فقط في المتصفح الذي طلبت منه الرمز. لن يسألك أحد منا عن هذا الرمز أبدًا.',
      notYou: 'لم تطلبه؟ ربما أخطأ أحدهم في كتابة عنوانه. ليس عليك فعل شيء.',
    },

    passkey: {
      subject: ({ seller }) => `أُضيف مفتاح مرور إلى حسابك لدى ${seller}`,
      heading: 'أُضيف مفتاح مرور',
      text: ({ seller }) => `يمكن به تسجيل الدخول إلى فواتيرك من ${seller} من دون رمز.`,
      added: 'وقت الإضافة',
      button: 'اعرض أجهزتك ومفاتيح المرور',
      link: 'الأجهزة ومفاتيح المرور',
      linkNote: 'تسجّل الدخول هناك أولًا.',
      notYou: 'لم تكن أنت؟ أزل مفتاح المرور هناك، وسجّل الخروج من كل الأجهزة، وتأكد من أن لا أحد غيرك يقرأ بريدك.',
    },

    invoice: {
      subject: ({ number, seller, amount, due }) => `الفاتورة ${number} من ${seller}: ${amount}، تُستحق في ${due}`,
      subjectWithoutDue: ({ number, seller, amount }) => `الفاتورة ${number} من ${seller}: ${amount}`,
      subjectPaid: ({ number, seller, amount }) => `الفاتورة ${number} من ${seller}: ${amount}، مسدَّدة`,
      revision: ({ number, older }) => `${number} (تحل محل الفاتورة ${older})`,
      replaces: ({ number, older }) => `تحل الفاتورة ${number} محل الفاتورة ${older} التي لم يعد يلزمك دفعها.`,
      heading: ({ seller }) => `فاتورتك من ${seller}`,
      text: ({ amount, due }) => `يُرجى دفع ${amount} حتى ${due}.`,
      textWithoutDue: ({ amount }) => `مبلغها ${amount}.`,
      textPaid: ({ amount }) => `مبلغها ${amount}، وهي مسدَّدة، فلا يلزمك دفع أي شيء.`,
      textRefunded: ({ amount }) => `مبلغها ${amount}. دُفعت ثم رُدّت الدفعة، فلا يلزمك دفع أي شيء.`,
      textReversed: ({ amount }) => `مبلغها ${amount}. وقد استرجع مصرفك دفعتها بعد اعتراض.`,
    },
    promiseOver: (p) => `كنت قد كتبت أنك ستدفع في موعد أقصاه ${p.day}.`,
    transferChosen: ({ date }) => `اخترت في ${date} الدفع بتحويل مصرفي، ولم يصل بعد.`,
    reminder: {
      before: {
        subject: ({ number, seller, amount, days }) =>
          plural(days, {
            zero: `تُستحق اليوم: ${amount} إلى ${seller}، الفاتورة ${number}`,
            one: `تُستحق غدًا: ${amount} إلى ${seller}، الفاتورة ${number}`,
            two: `تُستحق بعد يومين: ${amount} إلى ${seller}، الفاتورة ${number}`,
            few: `تُستحق بعد ${days.text} أيام: ${amount} إلى ${seller}، الفاتورة ${number}`,
            many: `تُستحق بعد ${days.text} يومًا: ${amount} إلى ${seller}، الفاتورة ${number}`,
            other: `تُستحق بعد ${days.text} يوم: ${amount} إلى ${seller}، الفاتورة ${number}`,
          }),
        heading: 'تذكير ودّي',
        text: ({ number, seller, amount, due }) =>
          `تُستحق الفاتورة ${number} من ${seller} في ${due}. المبلغ المتبقي للدفع ${amount}.`,
        close: 'إذا كنت قد دفعت فشكرًا لك، ويمكنك تجاهل هذه الرسالة.',
      },
      today: {
        subject: ({ number, seller, amount }) => `تُستحق اليوم: ${amount} إلى ${seller}، الفاتورة ${number}`,
        heading: 'فاتورتك تُستحق اليوم',
        text: ({ number, seller, amount }) => `المبلغ المتبقي للدفع عن الفاتورة ${number} من ${seller} هو ${amount}.`,
        close: 'إذا كنت قد دفعت فشكرًا لك، ويمكنك تجاهل هذه الرسالة.',
      },
      late: {
        subject: ({ number, seller, amount, days }) =>
          plural(days, {
            zero: `تأخر السداد: ${amount} إلى ${seller}، الفاتورة ${number}`,
            one: `متأخرة يومًا واحدًا: ${amount} إلى ${seller}، الفاتورة ${number}`,
            two: `متأخرة يومين: ${amount} إلى ${seller}، الفاتورة ${number}`,
            few: `متأخرة ${days.text} أيام: ${amount} إلى ${seller}، الفاتورة ${number}`,
            many: `متأخرة ${days.text} يومًا: ${amount} إلى ${seller}، الفاتورة ${number}`,
            other: `متأخرة ${days.text} يوم: ${amount} إلى ${seller}، الفاتورة ${number}`,
          }),
        heading: 'هل فاتتك هذه الفاتورة؟',
        text: ({ number, seller, amount, due }) =>
          `استُحقت الفاتورة ${number} من ${seller} في ${due}. لم تصلنا بعدُ دفعتك بمبلغ ${amount}.`,
        close: 'إذا كانت دفعتك في الطريق فشكرًا لك. وإذا كان في الفاتورة خطأ فيُرجى إبلاغنا.',
      },
      later: {
        subject: ({ number, seller, amount, days }) =>
          plural(days, {
            zero: `لم تُدفع بعد: ${amount} إلى ${seller}، الفاتورة ${number}`,
            one: `لم تُدفع بعد يوم واحد: ${amount} إلى ${seller}، الفاتورة ${number}`,
            two: `لم تُدفع بعد يومين: ${amount} إلى ${seller}، الفاتورة ${number}`,
            few: `لم تُدفع بعد ${days.text} أيام: ${amount} إلى ${seller}، الفاتورة ${number}`,
            many: `لم تُدفع بعد ${days.text} يومًا: ${amount} إلى ${seller}، الفاتورة ${number}`,
            other: `لم تُدفع بعد ${days.text} يوم: ${amount} إلى ${seller}، الفاتورة ${number}`,
          }),
        heading: 'ما زالت فاتورتك غير مدفوعة',
        text: ({ number, seller, amount, due }) =>
          `استُحقت الفاتورة ${number} من ${seller} في ${due}. يُرجى دفع ${amount} هذا الأسبوع.`,
        close: 'إذا لم تستطع الدفع الآن فيُرجى مراسلتنا اليوم لنجد حلًا معًا.',
      },
      last: {
        subject: ({ number, seller, amount, days }) =>
          plural(days, {
            zero: `يُرجى الدفع الآن: ${amount} إلى ${seller}، الفاتورة ${number}`,
            one: `يُرجى الدفع الآن: ${amount} إلى ${seller}، متأخرة يومًا واحدًا، الفاتورة ${number}`,
            two: `يُرجى الدفع الآن: ${amount} إلى ${seller}، متأخرة يومين، الفاتورة ${number}`,
            few: `يُرجى الدفع الآن: ${amount} إلى ${seller}، متأخرة ${days.text} أيام، الفاتورة ${number}`,
            many: `يُرجى الدفع الآن: ${amount} إلى ${seller}، متأخرة ${days.text} يومًا، الفاتورة ${number}`,
            other: `يُرجى الدفع الآن: ${amount} إلى ${seller}، متأخرة ${days.text} يوم، الفاتورة ${number}`,
          }),
        heading: 'يُرجى دفع هذه الفاتورة الآن',
        text: ({ number, seller, amount, due }) =>
          `الفاتورة ${number} من ${seller} مستحقة منذ ${due}. ورغم رسائل التذكير ما زال ${amount} غير مدفوع.`,
        close: 'إذا كنت تعترض على هذه الفاتورة أو لا تستطيع دفعها فيُرجى مراسلتنا اليوم.',
      },
    },
    receipt: {
      subject: ({ number, seller, amount, date }) =>
        `إيصال: دُفع ${amount} إلى ${seller} في ${date}، الفاتورة ${number}`,
      subjectPart: ({ number, seller, amount, remaining }) =>
        `استلم ${seller} ${amount}، وبقي ${remaining}، الفاتورة ${number}`,
      heading: 'شكرًا لك على دفعتك',
      text: ({ number, seller, amount }) => `استلم ${seller} دفعتك بمبلغ ${amount}. الفاتورة ${number} مدفوعة بالكامل.`,
      textPart: ({ number, seller, amount, remaining }) =>
        `استلم ${seller} دفعتك بمبلغ ${amount} عن الفاتورة ${number}. المبلغ المتبقي للدفع ${remaining}.`,
    },
    failed: {
      subject: ({ number, seller, amount }) => `لم تنجح دفعتك بمبلغ ${amount} إلى ${seller}، الفاتورة ${number}`,
      heading: 'لم تنجح دفعتك',
      text: ({ number, seller, amount, date }) =>
        `حاولنا في ${date} تحصيل ${amount} عن الفاتورة ${number} من ${seller}.`,
      button: ({ amount }) => `ادفع ${amount} الآن`,
    },
    action: {
      subject: ({ number, seller, amount }) => `يُرجى تأكيد دفعتك بمبلغ ${amount} إلى ${seller}، الفاتورة ${number}`,
      heading: 'يريد مصرفك التأكد من هويتك',
      text: ({ number, seller, amount }) =>
        `تُنفَّذ دفعتك بمبلغ ${amount} عن الفاتورة ${number} من ${seller} بمجرد أن تؤكدها. لم يُخصم شيء بعد.`,
      next: 'يستغرق ذلك نحو دقيقة. أبقِ هاتفك أو تطبيق مصرفك قريبًا.',
    },
    fresh: {
      subject: ({ number, seller, amount, due }) =>
        `رابطك الجديد إلى الفاتورة ${number} من ${seller}: ${amount}، تُستحق في ${due}`,
      subjectWithoutDue: ({ number, seller, amount }) => `رابطك الجديد إلى الفاتورة ${number} من ${seller}: ${amount}`,
      heading: 'هذا رابطك الجديد',
      text: ({ number, seller }) => `يفتح الفاتورة ${number} من ${seller}.`,
      notYou: 'إذا لم تطلبه فيمكنك تجاهل هذه الرسالة.',
    },
  }
}
