import type { PayWords } from '../catalogue.ts'
import { pluralIn } from '../plural.ts'

export const pay = (): PayWords => {
  const plural = pluralIn('ar')
  return {
    title: {
      toPay: ({ amount, number, seller }) => `ادفع ${amount} إلى ${seller} – الفاتورة ${number}`,
      processing: ({ amount, number, seller }) => `${amount} في الطريق إلى ${seller} – الفاتورة ${number}`,
      paid: ({ amount, number, seller }) => `مدفوعة: ${amount} إلى ${seller} – الفاتورة ${number}`,
      refunded: ({ amount, number, seller }) => `مُستردّة: ${amount} من ${seller} – الفاتورة ${number}`,
      reversed: ({ amount, number, seller }) => `دفعة معكوسة: ${amount} إلى ${seller} – الفاتورة ${number}`,
      void: ({ amount, number, seller }) => `ملغاة: الفاتورة ${number} من ${seller} – ${amount}`,
      problem: ({ title }) => `هناك مشكلة – ${title}`,
    },

    standing: {
      open: 'بانتظار الدفع',
      due_soon: 'موعدها قريب',
      past_due: 'متأخرة',
      part_paid: 'مدفوعة جزئيًا',
      processing: 'الدفعة في الطريق',
      paid: 'مدفوعة',
      refunded: 'مُستردّة',
      reversed: 'دفعة معكوسة',
      void: 'ملغاة',
      uncollectible: 'غير مدفوعة',
    },

    due: {
      on: ({ date }) => `تُستحق في ${date}`,
      today: ({ date }) => `تُستحق اليوم، ${date}`,
      was: ({ date }) => `استُحقت في ${date}`,
      daysLeft: ({ days }) =>
        plural(days, {
          zero: 'لم يبقَ أي يوم',
          one: 'بقي يوم واحد',
          two: 'بقي يومان',
          few: `بقيت ${days.text} أيام`,
          many: `بقي ${days.text} يومًا`,
          other: `بقي ${days.text} يوم`,
        }),
      daysLate: ({ days }) =>
        plural(days, {
          zero: 'بلا تأخير',
          one: 'متأخرة يومًا واحدًا',
          two: 'متأخرة يومين',
          few: `متأخرة ${days.text} أيام`,
          many: `متأخرة ${days.text} يومًا`,
          other: `متأخرة ${days.text} يوم`,
        }),
      onReceipt: 'تُستحق عند الاستلام',
    },

    versions: {
      replaces: ({ number }) => `تحل هذه الفاتورة محل الفاتورة ${number}`,
      payThis: 'يُرجى دفع هذه الفاتورة فقط.',
      changed: 'ما الذي تغيّر:',
      parts: {
        details: 'بياناتك',
        items: 'البنود',
        amount: 'المبلغ',
        due: 'تاريخ الاستحقاق',
        purchaseOrder: 'رقم طلب الشراء',
        notes: 'الملاحظات',
      },
      older: ({ number }) => `عرض الفاتورة ${number}`,
      replacedTitle: ({ number }) => `حلّت الفاتورة ${number} محل هذه الفاتورة`,
      replacedText: ({ date }) => `صدرت بتاريخ ${date}. لا يلزمك دفع هذه الفاتورة.`,
      newer: ({ number }) => `فتح الفاتورة ${number}`,
    },
    pay: {
      invoice: ({ number }) => `الفاتورة ${number}`,
      amountOnItsWay: 'دفعتك',
      amountPaid: 'المبلغ المدفوع',
      amountRefunded: 'المبلغ المردود',
      amountReversed: 'المبلغ المسترجَع',
      cancelledAmount: 'لا شيء للدفع',
      paidOfDue: ({ paid, due }) => `دُفع ${paid} من أصل ${due}`,
      howToPay: 'كيف تودّ أن تدفع؟',
      anotherWay: 'الدفع بطريقة أخرى',
      checkoutBy: ({ provider }) => `دفع آمن عبر ${provider}`,
      confirmMaybe: 'قد يطلب منك مصرفك تأكيد هويتك.',
      expires: ({ date }) => `صالحة حتى ${date}`,
      button: ({ amount }) => `ادفع ${amount}`,
      underWay: 'لحظة من فضلك…',
      keepQuestion: 'الحفظ لفواتيري القادمة',
      keepHint: ({ seller }) =>
        `يجوز عندئذٍ لـ ${seller} حفظ طريقة الدفع هذه واستخدامها للفواتير التي وافقت على دفعها تلقائيًا. يمكنك أن تطلب حذفها في أي وقت.`,
      keepNotice: ({ seller }) =>
        `بإتمام الدفع تسمح لـ ${seller} بحفظ طريقة الدفع هذه واستخدامها للفواتير اللاحقة التي توافق عليها. يمكنك أن تطلب حذفها في أي وقت.`,
      continueTitle: 'لقد بدأت الدفع من قبل',
      continueText: ({ amount, date }) => `بدأت دفع ${amount} في ${date}. لم يُخصم شيء بعد.`,
      continueButton: 'متابعة الدفع',
      confirmTitle: 'يريد مصرفك التأكد من هويتك',
      confirmText: ({ amount }) => `تُنفَّذ دفعتك بمبلغ ${amount} حالما تؤكدها لدى مصرفك.`,
      confirmButton: 'التأكيد لدى المصرف',
      togetherText: ({ others }) =>
        plural(others, {
          zero: 'هذه الدفعة لهذه الفاتورة.',
          one: 'هذه الدفعة لهذه الفاتورة ومعها فاتورة أخرى.',
          two: 'هذه الدفعة لهذه الفاتورة ومعها فاتورتان أخريان.',
          few: `هذه الدفعة لهذه الفاتورة ومعها ${others.text} فواتير أخرى.`,
          many: `هذه الدفعة لهذه الفاتورة ومعها ${others.text} فاتورة أخرى.`,
          other: `هذه الدفعة لهذه الفاتورة ومعها ${others.text} فاتورة أخرى.`,
        }),
      transferTitle: 'ننتظر تحويلك',
      transferText: ({ amount, date }) =>
        `اخترت في ${date} تحويل ${amount}. تظهر هذه الفاتورة مدفوعة حالما يصل المبلغ، وقد يستغرق ذلك بضعة أيام عمل.`,
      transferPartTitle: 'وصل جزء من تحويلك',
      transferPartText: 'يُرجى إرسال الباقي إلى الحساب نفسه. تذكر بيانات الحساب المبلغ الناقص.',
      transferButton: 'عرض بيانات الحساب',
      tryAnother: 'جرّب بطاقة أخرى أو حسابًا آخر',
      payDifferently: 'الدفع بطريقة أخرى بدلًا من ذلك',
      tooSmallText: ({ seller }) =>
        `المبلغ أصغر من أن يُدفع عبر الإنترنت. يُرجى سؤال ${seller} عن كيفية الدفع، أو عن إمكان ضمّه إلى الفاتورة التالية.`,
      tooFineText: ({ seller }) =>
        `لا تقبل البطاقات والمصارف مبلغًا بهذه الدقة في هذه العملة. يُرجى أن تطلب من ${seller} تقريبه أو إخبارك بطريقة دفع أخرى.`,
      overLimitText: ({ method, most }) =>
        `لا تقبل ${method} أكثر من ${most} في الدفعة الواحدة. يُرجى الدفع بطريقة أخرى.`,
      inPartsText: ({ part, rest }) =>
        `المبلغ أكبر من أن يُدفع دفعة واحدة. تدفع الآن ${part}، ثم المبلغ المتبقي ${rest} بعد ذلك مباشرةً.`,
      part: {
        summary: 'دفع جزء من المبلغ',
        label: 'كم تودّ أن تدفع الآن؟',
        range: ({ least, most }) => `من ${least} إلى ${most}. ويبقى الباقي مستحقًّا.`,
        next: 'متابعة',
        chosen: ({ part, rest }) => `تدفع الآن ${part}. ويبقى بعد ذلك ${rest} للدفع.`,
        whole: ({ amount }) => `دفع المبلغ كاملًا: ${amount}`,
        unreadable: ({ example }) => `لم يتّضح لنا أيّ مبلغ تقصد. يُرجى كتابته هكذا: ${example}`,
        nearest: ({ amount }) => `لا يمكن دفع هذا المبلغ. أقرب مبلغ يمكن دفعه هو ${amount}.`,
        nearestTwo: ({ lower, upper }) => `لا يمكن دفع هذا المبلغ. أقرب مبلغين يمكن دفعهما هما ${lower} و${upper}.`,
      },
      noMethodTitle: 'لا يمكن دفع هذه الفاتورة عبر الإنترنت',
      noMethodText: ({ seller }) =>
        `لا تناسب أي طريقة دفع عبر الإنترنت هذا المبلغ وهذه العملة. يُرجى سؤال ${seller} عن كيفية الدفع.`,
      notOnlineText: ({ seller }) =>
        `لم يعد ${seller} يقبل الدفع عبر الإنترنت لهذه الفاتورة. يُرجى السؤال لديهم عن كيفية الدفع.`,
      checkingTitle: 'نتحقق من دفعتك',
      checkingText: 'يستغرق هذا عادةً بضع ثوانٍ. يُرجى عدم الدفع مرة أخرى.',
      processingTitle: 'دفعتك في الطريق',
      processingText: ({ amount, date, seller }) =>
        `أرسلت ${amount} في ${date}. قد تحتاج المصارف إلى بضعة أيام عمل. لا يلزمك فعل شيء: سيرسل إليك ${seller} إيصالًا بالبريد الإلكتروني.`,
      paidTitle: 'شكرًا لك، هذه الفاتورة مدفوعة',
      paidOn: ({ date }) => `دُفعت في ${date}`,
      paidWith: ({ date, method }) => `دُفعت في ${date} عبر ${method}`,
      nothingDueText: 'لم يكن قد بقي شيء للدفع في هذه الفاتورة.',
      refundedTitle: 'رُدّت دفعتك إليك',
      refundedText: ({ amount, seller }) => `ردّ ${seller} مبلغ ${amount}. لا يلزمك فعل شيء.`,
      reversedTitle: 'استرجع المصرف دفعتك',
      reversedText: ({ amount, seller }) =>
        `استرجع مصرفك ${amount} من ${seller} بعد اعتراض. إن كانت لديك أسئلة فيُرجى التواصل مع ${seller}.`,
      voidTitle: 'أُلغيت هذه الفاتورة',
      voidText: ({ date, seller }) => `ألغاها ${seller} في ${date}. لا يلزمك دفع أي شيء.`,
      returnButton: ({ host }) => `المتابعة إلى ${host}`,
      print: 'طباعة هذه الصفحة',
      downloadInvoice: 'تنزيل الفاتورة',
      eInvoice: 'الفاتورة الإلكترونية (XML)',
      downloadReceipt: 'تنزيل الإيصال',
      downloadReceiptOf: ({ number }) => `تنزيل الإيصال ${number}`,
    },

    notice: {
      paid: { what: 'تمت دفعتك بنجاح.', next: 'سيصلك إيصال بالبريد الإلكتروني.' },
      partPaid: { what: 'تمت دفعتك بنجاح.', next: 'تجد المبلغ المتبقي أدناه.' },
      processing: {
        what: 'دفعتك في الطريق.',
        next: 'يؤكدها مصرفك خلال بضعة أيام عمل. لا يلزمك فعل شيء.',
      },
      checking: {
        what: 'ننتظر نتيجة دفعتك.',
        next: 'تُحدَّث هذه الصفحة تلقائيًا. يُرجى عدم الدفع مرة أخرى.',
      },
      canceled: {
        what: 'عدت من دون أن تدفع.',
        next: 'لم يُخصم شيء. يمكنك الدفع أدناه متى شئت.',
      },
      challenge: {
        what: 'لم يؤكد مصرفك هويتك بعد.',
        next: 'لم يُخصم شيء. تابع أدناه أو ادفع بطريقة أخرى.',
      },
    },

    lastFailure: ({ amount, date }) => `لم تنجح دفعة بمبلغ ${amount} في ${date}.`,
    lastUnfinished: ({ amount, date }) => `الدفعة التي بدأتها بمبلغ ${amount} في ${date} لم تكتمل في الوقت المحدد.`,
    slowDown: {
      what: 'رُفضت عدة مدفوعات متتالية.',
      why: 'لحماية البطاقات والحسابات تطول مدة الانتظار قليلًا قبل كل محاولة جديدة. لم يُخصم شيء.',
      next: ({ minutes }) =>
        plural(minutes, {
          zero: `يُرجى المحاولة من جديد بعد ${minutes.text} دقيقة.`,
          one: 'يُرجى المحاولة من جديد بعد دقيقة واحدة.',
          two: 'يُرجى المحاولة من جديد بعد دقيقتين.',
          few: `يُرجى المحاولة من جديد بعد ${minutes.text} دقائق.`,
          many: `يُرجى المحاولة من جديد بعد ${minutes.text} دقيقة.`,
          other: `يُرجى المحاولة من جديد بعد ${minutes.text} دقيقة.`,
        }),
    },

    refusal: {
      amount_changed: {
        what: 'تغيّر المبلغ منذ أن فتحت هذه الصفحة.',
        next: 'تحقق من المبلغ الجديد أدناه. لم يُخصم شيء.',
      },
      already_paid: {
        what: 'هذه الفاتورة مدفوعة من قبل.',
        next: 'لا يلزمك فعل شيء. لم يُخصم أي مبلغ إضافي.',
      },
      voided: { what: 'لم يعد من الممكن دفع هذه الفاتورة.', next: 'لم يُخصم شيء.' },
      in_progress: {
        what: 'هناك دفعة لهذه الفاتورة في الطريق.',
        next: 'يُرجى انتظار اكتمالها قبل بدء دفعة أخرى. لم يُخصم أي مبلغ إضافي.',
      },
      method_unavailable: {
        what: 'طريقة الدفع هذه غير متاحة لهذه الفاتورة.',
        next: 'اختر طريقة أخرى أدناه. لم يُخصم شيء.',
      },
      amount_unfit: {
        what: 'هذا المبلغ أصغر أو أكبر مما تقبله الطريقة التي اخترتها.',
        next: 'اختر طريقة أخرى أدناه. لم يُخصم شيء.',
      },
      part_unfit: {
        what: 'لا يمكن دفع هذا الجزء.',
        next: 'تحقّق من المبلغ أدناه. لم يُخصم شيء.',
      },
      not_in_parts: {
        what: 'لا يمكن دفع هذه الفاتورة إلا دفعة واحدة.',
        next: 'يمكنك دفعها كاملة أدناه. لم يُخصم شيء.',
      },
      provider_unavailable: {
        what: 'لا يمكننا الوصول إلى مزوّد خدمة الدفع الآن.',
        next: 'لم تبدأ أي دفعة جديدة. يُرجى المحاولة بعد بضع دقائق.',
      },
      too_many: { what: 'حاولت مرات كثيرة متتالية.', next: 'يُرجى الانتظار بضع دقائق ثم المحاولة من جديد.' },
      not_online: {
        what: 'لم يعد بالإمكان دفع هذه الفاتورة عبر الإنترنت.',
        next: 'لم يُخصم شيء. يُرجى سؤال الشركة التي أرسلتها عن كيفية الدفع.',
      },
      not_understood: {
        what: 'لم نتمكن من قراءة ما أرسله متصفحك.',
        next: 'لم يُخصم شيء. تحقق من الصفحة وحاول من جديد.',
      },
    },

    share: {
      title: 'مشاركة هذه الفاتورة',
      text: 'كل من لديه هذا الرابط يستطيع رؤية الفاتورة ودفعها.',
    },

    help: {
      all: ({ seller }) => `اعرض كل فواتيرك من ${seller}`,
      heading: 'هل لديك أسئلة عن هذه الفاتورة؟',
      text: ({ seller }) => `إذا كان هناك خطأ أو شيء غير واضح فيُرجى إبلاغ ${seller} قبل الدفع.`,
      textSettled: ({ seller }) => `إذا كان هناك خطأ أو شيء غير واضح فيُرجى إبلاغ ${seller}.`,
      mail: 'البريد',
      phone: 'الهاتف',
      website: 'الموقع',
      none: ({ seller }) => `أجب عن الرسالة التي أرسل بها ${seller} هذه الفاتورة إليك.`,
      genuine: ({ seller }) => `هل تشك في صحة هذه الصفحة؟ اتصل بـ ${seller} على رقم تعرفه من قبل.`,
    },
  }
}
