import type { Words } from './en.ts'
import { pluralIn } from './plural.ts'

const plural = pluralIn('ar')

export const ar: Words = {
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

  pay: {
    invoice: ({ number }) => `الفاتورة ${number}`,
    amountToPay: 'المبلغ المطلوب دفعه',
    stillToPay: 'المبلغ المتبقي',
    amountOnItsWay: 'دفعتك',
    amountPaid: 'المبلغ المدفوع',
    amountRefunded: 'المبلغ المردود',
    amountReversed: 'المبلغ المسترجَع',
    cancelledAmount: 'لا شيء للدفع',
    paidOfDue: ({ paid, due }) => `دُفع ${paid} من أصل ${due}`,
    howToPay: 'كيف تودّ أن تدفع؟',
    anotherWay: 'الدفع بطريقة أخرى',
    atProvider: 'ستتابع في الصفحة الآمنة لمزوّد خدمة الدفع.',
    confirmMaybe: 'قد يطلب منك مصرفك تأكيد هويتك.',
    expires: ({ date }) => `صالحة حتى ${date}`,
    button: ({ amount }) => `ادفع ${amount}`,
    underWay: 'لحظة من فضلك…',
    keepQuestion: ({ seller }) => `حفظ طريقة الدفع هذه لفواتيري القادمة من ${seller}`,
    keepHint: ({ seller }) =>
      `يجوز عندئذٍ لـ ${seller} استخدامها للفواتير التي وافقت على دفعها تلقائيًا. يمكنك أن تطلب حذفها في أي وقت.`,
    keepNotice: ({ seller }) =>
      `بإتمام الدفع تسمح لـ ${seller} بحفظ طريقة الدفع هذه واستخدامها للفواتير اللاحقة التي توافق عليها. يمكنك أن تطلب حذفها في أي وقت.`,
    continueTitle: 'لقد بدأت الدفع من قبل',
    continueText: ({ amount, date }) => `بدأت دفع ${amount} في ${date}. لم يُخصم شيء بعد.`,
    continueButton: 'متابعة الدفع',
    confirmTitle: 'يريد مصرفك التأكد من هويتك',
    confirmText: ({ amount }) => `تُنفَّذ دفعتك بمبلغ ${amount} حالما تؤكدها لدى مصرفك.`,
    confirmButton: 'التأكيد لدى المصرف',
    tryAnother: 'جرّب بطاقة أخرى أو حسابًا آخر',
    payDifferently: 'الدفع بطريقة أخرى بدلًا من ذلك',
    tooSmallText: ({ seller }) =>
      `المبلغ أصغر من أن يُدفع عبر الإنترنت. يُرجى سؤال ${seller} عن كيفية الدفع، أو عن إمكان ضمّه إلى الفاتورة التالية.`,
    tooFineText: ({ seller }) =>
      `لا تقبل البطاقات والمصارف مبلغًا بهذه الدقة في هذه العملة. يُرجى أن تطلب من ${seller} تقريبه أو إخبارك بطريقة دفع أخرى.`,
    inPartsText: ({ part, rest }) =>
      `المبلغ أكبر من أن يُدفع دفعة واحدة. تدفع الآن ${part}، ثم المبلغ المتبقي ${rest} بعد ذلك مباشرةً.`,
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
    print: 'طباعة أو حفظ بصيغة PDF',
  },

  transfer: {
    summary: 'الدفع بتحويل مصرفي',
    onlyTitle: 'يُرجى الدفع بتحويل مصرفي',
    whyNotOnline: {
      too_small: 'المبلغ أصغر من أن يُدفع عبر الإنترنت.',
      too_fine: 'لا تقبل البطاقات مبلغًا بهذه الدقة في هذه العملة.',
      otherwise: 'لا تُدفع هذه الفاتورة عبر الإنترنت.',
    },
    text: ({ seller }) =>
      `اذكر المرجع ليعرف ${seller} أي فاتورة تدفع. تظهر الفاتورة مدفوعة بعد أن يسجّل ${seller} وصول المبلغ.`,
    mailText: ({ seller }) => `يمكنك الدفع بتحويل مصرفي. اذكر المرجع ليعرف ${seller} أي فاتورة تدفع.`,
    check: ({ seller }) => `إذا ذكرت لك رسالة أخرى حسابًا مختلفًا، فاتصل قبل الدفع بـ ${seller} على رقم تعرفه من قبل.`,
    amount: 'المبلغ',
    reference: 'المرجع',
    holder: 'صاحب الحساب',
    accountNumber: 'رقم الحساب',
    bankName: 'المصرف',
    bankCode: {
      routing_number: 'رقم التوجيه',
      sort_code: 'رمز الفرز',
      bank_code: 'رمز المصرف',
    },
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
  nothingCharged: 'لم يُخصم شيء.',
  lastUnfinished: ({ amount, date }) => `الدفعة التي بدأتها بمبلغ ${amount} في ${date} لم تكتمل في الوقت المحدد.`,
  nextTry: ({ date }) => `ستُعاد المحاولة تلقائيًا في ${date} ما لم تدفع قبل ذلك.`,

  decline: {
    declined: {
      what: 'رفض مصرفك هذه الدفعة.',
      next: 'ادفع بطريقة أخرى، أو اسأل مصرفك ثم حاول من جديد.',
    },
    insufficient_funds: {
      what: 'لم يكن في الحساب رصيد كافٍ لهذه الدفعة.',
      next: 'ادفع بطريقة أخرى، أو حاول من جديد عندما يتوفر الرصيد.',
    },
    limit_exceeded: {
      what: 'تتجاوز هذه الدفعة الحد المسموح به للبطاقة أو الحساب.',
      next: 'ادفع بطريقة أخرى، أو اطلب من مصرفك رفع الحد.',
    },
    expired: { what: 'انتهت صلاحية هذه البطاقة.', next: 'استخدم بطاقة أخرى أو بطاقتك الجديدة.' },
    incorrect_number: {
      what: 'رقم البطاقة غير صحيح.',
      next: 'تحقق من الرقم المكتوب على البطاقة وحاول من جديد.',
    },
    incorrect_expiry: {
      what: 'تاريخ انتهاء الصلاحية غير صحيح.',
      next: 'تحقق من الشهر والسنة على البطاقة وحاول من جديد.',
    },
    incorrect_code: {
      what: 'رمز الأمان غير صحيح.',
      next: 'تحقق من الأرقام الثلاثة أو الأربعة على البطاقة وحاول من جديد.',
    },
    incorrect_address: {
      what: 'العنوان أو الرمز البريدي لا يطابق البطاقة.',
      next: 'أدخل العنوان المسجل لدى مصرفك وحاول من جديد.',
    },
    incorrect_pin: {
      what: 'الرقم السري ناقص أو غير صحيح.',
      next: 'حاول من جديد، أو ادفع بطريقة أخرى.',
    },
    confirmation_needed: {
      what: 'يريد مصرفك التأكد من هويتك.',
      next: 'ادفع من جديد وأكّد الدفعة في تطبيق مصرفك أو موقعه.',
    },
    confirmation_failed: {
      what: 'لم يتمكن مصرفك من التأكد من هويتك.',
      next: 'حاول من جديد وأبقِ هاتفك قريبًا، أو ادفع بطريقة أخرى.',
    },
    not_supported: {
      what: 'لا تسمح هذه البطاقة أو هذا الحساب بهذا النوع من الدفع.',
      next: 'استخدم بطاقة أخرى، أو ادفع بطريقة أخرى.',
    },
    currency_not_supported: {
      what: 'لا تسمح هذه البطاقة أو هذا الحساب بالدفع بهذه العملة.',
      next: 'استخدم بطاقة أخرى، أو ادفع بطريقة أخرى.',
    },
    amount_not_supported: {
      what: 'لا تقبل طريقة الدفع هذه هذا المبلغ.',
      next: 'ادفع بطريقة أخرى.',
    },
    try_again: {
      what: 'تعذّر تنفيذ الدفعة الآن.',
      next: 'حاول من جديد بعد بضع دقائق، أو ادفع بطريقة أخرى.',
    },
    duplicate: {
      what: 'تمت قبل قليل دفعة بالمبلغ نفسه.',
      next: 'راجع آخر معاملاتك قبل أن تدفع مرة أخرى.',
    },
    account_closed: {
      what: 'هذا الحساب المصرفي مغلق.',
      next: 'استخدم حسابًا آخر، أو ادفع بطريقة أخرى.',
    },
    account_invalid: {
      what: 'لم يجد المصرف هذا الحساب أو لم يتمكن من استخدامه.',
      next: 'تحقق من بيانات الحساب، أو ادفع بطريقة أخرى.',
    },
    debit_not_authorized: {
      what: 'يقول المصرف إن هذا الخصم غير مصرّح به.',
      next: 'ادفع من جديد ووافق على الخصم، أو ادفع بطريقة أخرى.',
    },
    permission_withdrawn: {
      what: 'سُحب الإذن بالخصم من هذه البطاقة أو هذا الحساب.',
      next: 'ادفع بطريقة أخرى، أو اطلب من مصرفك السماح بذلك من جديد.',
    },
    method_gone: {
      what: 'لم تعد طريقة الدفع المحفوظة صالحة للاستخدام.',
      next: 'اختر طريقة دفع أخرى.',
    },
    took_too_long: {
      what: 'لم تكتمل الدفعة في الوقت المحدد.',
      next: 'يمكنك البدء من جديد.',
    },
    test_card: { what: 'هذه بطاقة اختبار.', next: 'استخدم بطاقة حقيقية.' },
    unknown: {
      what: 'لم تنجح الدفعة.',
      next: 'حاول من جديد، أو ادفع بطريقة أخرى. إذا تكرر الفشل فاسأل مصرفك.',
    },
  },

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
    provider_unavailable: {
      what: 'لا يمكننا الوصول إلى مزوّد خدمة الدفع الآن.',
      next: 'لم تبدأ أي دفعة جديدة. يُرجى المحاولة بعد بضع دقائق.',
    },
    too_many: { what: 'حاولت مرات كثيرة متتالية.', next: 'يُرجى الانتظار بضع دقائق ثم المحاولة من جديد.' },
    link_invalid: { what: 'لم يعد هذا الرابط يعمل.', next: 'اطلب رابطًا جديدًا.' },
    not_online: {
      what: 'لم يعد بالإمكان دفع هذه الفاتورة عبر الإنترنت.',
      next: 'لم يُخصم شيء. يُرجى سؤال الشركة التي أرسلتها عن كيفية الدفع.',
    },
    not_understood: {
      what: 'لم نتمكن من قراءة ما أرسله متصفحك.',
      next: 'لم يُخصم شيء. تحقق من الصفحة وحاول من جديد.',
    },
  },

  methodType: {
    card: 'بطاقة',
    sepa_debit: 'خصم SEPA المباشر',
    us_bank_account: 'حساب مصرفي أمريكي',
    bacs_debit: 'خصم Bacs المباشر',
    au_becs_debit: 'خصم BECS المباشر',
    acss_debit: 'خصم مُصرَّح به مسبقًا (كندا)',
    bancontact: 'Bancontact',
    eps: 'EPS',
    ideal: 'iDEAL',
    p24: 'Przelewy24',
    link: 'Link',
    other: 'طريقة أخرى',
  },
  endingIn: ({ method, last4 }) => `${method} المنتهية بـ ${last4}`,
  paidElsewhere: 'دُفعت خارج هذه الصفحة',

  document: {
    heading: 'فاتورة',
    from: 'من',
    to: 'إلى',
    shipTo: 'عنوان التسليم',
    number: 'رقم الفاتورة',
    issued: 'تاريخ الإصدار',
    due: 'تاريخ الاستحقاق',
    description: 'الوصف',
    quantity: 'الكمية',
    unitPrice: 'سعر الوحدة',
    tax: 'الضريبة',
    amount: 'المبلغ',
    period: ({ from, to }) => `${from} – ${to}`,
    noDescription: 'بلا وصف',
    discount: 'خصم',
    discountOf: ({ name, percent }) => `${name} (خصم ${percent})`,
    percentOff: ({ percent }) => `خصم ${percent}`,
    subtotal: 'المجموع الفرعي',
    taxOn: ({ name, percent, taxable }) => `${name} ${percent} على ${taxable}`,
    taxIncluded: ({ name, percent, taxable }) => `${name} ${percent} على ${taxable} (مشمولة)`,
    total: 'الإجمالي',
    creditApplied: 'مدفوع من رصيدك',
    balanceCarried: 'رصيد مُرحَّل من قبل',
    lineDiscounts: 'خصومات على بعض البنود',
    taxNotCharged: 'ضريبة غير محتسبة',
    paid: 'المدفوع',
    remaining: 'المبلغ المتبقي',
    reverseCharge:
      'الاحتساب العكسي: ضريبة القيمة المضافة مستحقة على المتلقي (المادة 196 من التوجيه 2006/112/EC، Reverse charge).',
    exempt: 'لا تُحتسب أي ضريبة: المتلقي معفى من الضريبة.',
    reverseChargeShort: 'احتساب عكسي',
    exemptShort: 'معفى',
    memo: 'ملاحظة',
    payments: 'الدفعات',
    refunded: ({ amount }) => `رُدّ ${amount}`,
    disputed: ({ amount }) => `${amount} محل اعتراض لدى المصرف`,
    reversed: ({ amount }) => `استرجع المصرف ${amount}`,
    keptAsCredit: ({ amount, seller }) => `وصل ${amount} زيادةً على المستحق. يحتفظ به ${seller} رصيدًا لك.`,
    onItsWay: 'في الطريق',
  },

  taxId: { vat: 'رقم ضريبة القيمة المضافة', gst: 'رقم GST', tax: 'الرقم الضريبي', business: 'رقم المنشأة' },

  help: {
    heading: 'هل لديك أسئلة عن هذه الفاتورة؟',
    text: ({ seller }) => `إذا كان هناك خطأ أو شيء غير واضح فيُرجى إبلاغ ${seller} قبل الدفع.`,
    textSettled: ({ seller }) => `إذا كان هناك خطأ أو شيء غير واضح فيُرجى إبلاغ ${seller}.`,
    mail: 'البريد',
    phone: 'الهاتف',
    website: 'الموقع',
    none: ({ seller }) => `أجب عن الرسالة التي أرسل بها ${seller} هذه الفاتورة إليك.`,
    genuine: ({ seller }) => `هل تشك في صحة هذه الصفحة؟ اتصل بـ ${seller} على رقم تعرفه من قبل.`,
  },

  link: {
    title: 'لم يعد هذا الرابط يعمل',
    what: 'تنتهي روابط الفواتير بعد مدة حفاظًا على خصوصية فاتورتك. وربما لم يُنسخ الرابط كاملًا.',
    next: 'يمكننا إرسال رابط جديد. يُرسَل فقط إلى عنوان البريد الإلكتروني المسجل لهذه الفاتورة.',
    button: 'أرسلوا إليّ رابطًا جديدًا',
    otherwise: 'إذا لم يصلك شيء فيُرجى سؤال الشركة التي أرسلت إليك الفاتورة.',
  },
  freshLink: {
    title: 'يُرجى النظر في بريدك الوارد',
    what: 'إذا كان هذا الرابط قد قاد يومًا إلى فاتورة، فهناك رابط جديد في الطريق إلى عنوان البريد الإلكتروني المسجل.',
    next: 'قد يستغرق ذلك بضع دقائق. يُرجى النظر في مجلد الرسائل غير المرغوب فيها أيضًا. إذا لم يصلك شيء خلال نصف ساعة فاطلبه هنا مرة أخرى أو اسأل الشركة التي أرسلت إليك الفاتورة.',
  },

  error: {
    400: {
      title: 'لم نتمكن من قراءة ذلك',
      what: 'أرسل متصفحك شيئًا لا تفهمه هذه الصفحة.',
      next: 'افتح الرابط من رسالتك من جديد وحاول مرة أخرى. لم يُخصم شيء.',
    },
    403: {
      title: 'لم نتمكن من قبول ذلك',
      what: 'لم يأتِ الطلب من هذه الصفحة.',
      next: 'افتح الرابط من رسالتك من جديد وحاول مرة أخرى. لم يُخصم شيء.',
    },
    404: {
      title: 'لا يوجد شيء هنا',
      what: 'لا يقود هذا العنوان إلى أي صفحة.',
      next: 'تحقق من أن الرابط نُسخ كاملًا من رسالتك.',
    },
    405: {
      title: 'لا يمكن فعل ذلك هنا',
      what: 'لا يمكن استخدام هذا العنوان بهذه الطريقة.',
      next: 'افتح الرابط من رسالتك من جديد.',
    },
    413: {
      title: 'كان ذلك أكثر من اللازم دفعةً واحدة',
      what: 'أرسل متصفحك أكثر مما تقبله هذه الصفحة.',
      next: 'افتح الرابط من رسالتك من جديد وحاول مرة أخرى.',
    },
    429: {
      title: 'يُرجى الانتظار لحظة',
      what: 'وصلت طلبات كثيرة في وقت قصير.',
      next: 'انتظر بضع دقائق ثم حاول من جديد.',
    },
    500: {
      title: 'حدث خطأ لدينا',
      what: 'الخطأ ليس منك، وقد وصلنا الإبلاغ به.',
      next: 'يُرجى المحاولة بعد بضع دقائق. إذا كنت تدفع فافتح أولًا الرابط من رسالتك: يبيّن لك هل وصلت الدفعة.',
    },
    503: {
      title: 'سنعود بعد لحظات',
      what: 'لا يمكننا الوصول إلى سجلاتنا الآن. وهي في أمان.',
      next: 'يُرجى المحاولة بعد دقيقة. إذا كنت تدفع فلا تدفع مرة أخرى قبل أن تبيّن الصفحة هل وصلت الدفعة.',
    },
  },
  tryAgain: 'المحاولة من جديد',

  home: {
    title: 'Remit',
    what: 'فواتير يسرّك أن تدفعها.',
    next: 'إذا كانت لديك فاتورة تودّ دفعها فافتح الرابط في الرسالة التي وصلتك.',
  },

  mail: {
    greeting: 'مرحبًا،',
    greetingTo: ({ name }) => `مرحبًا ${name}،`,
    viewAndPay: ({ amount }) => `عرض الفاتورة ودفع ${amount}`,
    viewInvoice: 'عرض الفاتورة',
    confirmWithBank: 'تأكيد الدفعة',
    orOpen: 'أو افتح هذا الرابط:',
    linkLine: ({ label }) => `${label}:`,
    amountDue: 'المبلغ المطلوب دفعه',
    invoiceNumber: 'الفاتورة',
    issued: 'تاريخ الإصدار',
    due: 'تاريخ الاستحقاق',
    total: 'الإجمالي',
    paid: 'المدفوع',
    stillToPay: 'المبلغ المتبقي',
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

    invoice: {
      subject: ({ number, seller, amount, due }) => `الفاتورة ${number} من ${seller}: ${amount}، تُستحق في ${due}`,
      subjectWithoutDue: ({ number, seller, amount }) => `الفاتورة ${number} من ${seller}: ${amount}`,
      subjectPaid: ({ number, seller, amount }) => `الفاتورة ${number} من ${seller}: ${amount}، مسدَّدة`,
      heading: ({ seller }) => `فاتورتك من ${seller}`,
      text: ({ seller, amount, due }) => `أرسل إليك ${seller} فاتورة بمبلغ ${amount}. يُرجى دفعها حتى ${due}.`,
      textWithoutDue: ({ seller, amount }) => `أرسل إليك ${seller} فاتورة بمبلغ ${amount}.`,
      textPaid: ({ seller, amount }) => `أرسل إليك ${seller} فاتورة بمبلغ ${amount}. وهي مسدَّدة، فلا يلزمك دفع أي شيء.`,
      textRefunded: ({ amount, seller }) =>
        `أرسل إليك ${seller} فاتورة بمبلغ ${amount}. دُفعت ثم رُدّت الدفعة، فلا يلزمك دفع أي شيء.`,
      textReversed: ({ amount, seller }) =>
        `أرسل إليك ${seller} فاتورة بمبلغ ${amount}. وقد استرجع مصرفك دفعتها بعد اعتراض.`,
    },
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
        heading: ({ due }) => `تذكير ودّي: تُستحق في ${due}`,
        text: ({ number, seller, amount, due }) =>
          `تُستحق الفاتورة ${number} من ${seller} في ${due}. المبلغ المتبقي للدفع ${amount}.`,
        close: 'إذا كنت قد دفعت فشكرًا لك، ويمكنك تجاهل هذه الرسالة.',
      },
      today: {
        subject: ({ number, seller, amount }) => `تُستحق اليوم: ${amount} إلى ${seller}، الفاتورة ${number}`,
        heading: 'فاتورتك تُستحق اليوم',
        text: ({ number, seller, amount }) =>
          `تُستحق الفاتورة ${number} من ${seller} اليوم. المبلغ المتبقي للدفع ${amount}.`,
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
          `استُحقت الفاتورة ${number} من ${seller} في ${due}، وما زال ${amount} غير مدفوع. يُرجى دفعها هذا الأسبوع.`,
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
          `الفاتورة ${number} من ${seller} مستحقة منذ ${due}. ورغم رسائل التذكير ما زال ${amount} غير مدفوع. يُرجى الدفع الآن.`,
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
        `يطلب منك مصرفك تأكيد الدفعة بمبلغ ${amount} عن الفاتورة ${number} من ${seller}. لم يُخصم شيء بعد.`,
      next: 'يستغرق ذلك نحو دقيقة. أبقِ هاتفك أو تطبيق مصرفك قريبًا.',
    },
    fresh: {
      subject: ({ number, seller, amount, due }) =>
        `رابطك الجديد إلى الفاتورة ${number} من ${seller}: ${amount}، تُستحق في ${due}`,
      subjectWithoutDue: ({ number, seller, amount }) => `رابطك الجديد إلى الفاتورة ${number} من ${seller}: ${amount}`,
      heading: 'هذا رابطك الجديد',
      text: ({ number, seller }) => `طلبت رابطًا جديدًا إلى الفاتورة ${number} من ${seller}. ها هو ذا.`,
      notYou: 'إذا لم تطلبه فيمكنك تجاهل هذه الرسالة.',
    },
  },
}
