import type { PortalWords } from '../catalogue.ts'

export const portal = (): PortalWords => ({
  title: ({ page, seller }) => `${page} – ${seller}`,
  skip: '本文へ移動',
  navigation: 'アカウント',
  signOut: 'ログアウト',
  back: ({ seller }) => `${seller}に戻る`,
  privacy: 'プライバシーポリシー',
  terms: '利用規約',
  places: {
    overview: '概要',
    invoices: '請求書',
    statement: '取引明細',
    methods: '支払い方法',
    details: 'ご請求先',
    questions: 'お問い合わせ',
    sessions: '端末',
    data: '保存データ',
  },

  login: {
    heading: 'ログインして請求書を見る',
    text: ({ seller }) =>
      `${seller}からの請求書が届くメールアドレスを入力してください。コードをお送りします。パスワードは必要ありません。`,
    address: 'メールアドレス',
    button: 'コードを送る',
    addressInvalid: 'name@example.com の形式でメールアドレスを入力してください。',
    signedOut: 'ログアウトしました。',
    sessionEnded: '請求書を守るため、ログアウトされました。続けるにはもう一度ログインしてください。',
  },
  code: {
    heading: 'メールをご確認ください',
    text: 'ご登録のアドレスであれば、6桁のコードをお送りしました。コードは10分間、このブラウザーでのみ使えます。',
    label: 'コード',
    button: 'ログイン',
    wrong: 'このコードは使えません。6桁の数字を確かめるか、新しいコードをお求めください。',
    nothing: '届かない場合は、迷惑メールフォルダーを確認するか、数分待ってから',
    again: '新しいコードを送る',
  },
  otherBrowser: {
    heading: 'コードを求めたブラウザーに戻ってください',
    text: 'このリンクは、ログインを始めたブラウザーでのみ使えます。そのブラウザーに戻り、メールのコードを入力してください。ここでは何も行われておらず、コードはそのまま使えます。',
    again: 'ここでログインする',
  },
  choice: {
    heading: 'どのアカウントを表示しますか。',
    text: ({ seller }) => `${seller}では、このアドレスが複数のお客様に登録されています。`,
    noName: '名前なし',
  },

  column: { number: '番号', state: '状態', issued: '発行日', due: 'お支払期限', amount: '金額' },
  state: {
    open: '未払い',
    part_paid: '一部支払い済み',
    overdue: '期限超過',
    processing: 'お支払い処理中',
    paid: '支払い済み',
    void: '取り消し',
  },
  noDueDay: '期限なし',
  promisedFor: ({ day }) => `お支払い予定日:${day}`,
  replacedBy: ({ number }) => `${number} に差し替え済み`,
  stillToPay: ({ amount }) => `残り${amount}`,

  overview: {
    nothing: 'お支払いいただくものはありません。',
    toPay: ({ invoices }) => `お支払い額(請求書${invoices.text}件)`,
    overdue: ({ amount }) => `うち期限超過${amount}`,
    coming: ({ amount }) => `期限前${amount}`,
    open: '未払いの請求書',
    all: ({ invoices }) => `未払いの請求書${invoices.text}件をすべて表示`,
    paid: '最近のお支払い',
    nonePaid: 'お支払いはここに表示されます。',
    invoice: ({ number }) => `請求書${number}`,
  },

  done: {
    heading: 'ありがとうございます',
    what: {
      customer_update: 'ご請求先を保存しました。',
      payment_method_update: '支払い方法を更新しました。',
    },
    overview: '概要へ進む',
  },

  questions: {
    none: '請求書が届くと、ここからお問い合わせいただけます。',
    write: ({ seller }) => `${seller}に連絡する`,
    invoice: '請求書',
    kinds: { question: '質問があります', problem: 'この請求書に誤りがあります' },
    text: 'メッセージ',
    answer: '回答はメールで届きます。それまで、この請求書の督促は届きません。',
    send: 'メッセージを送る',
    sent: 'メッセージを送りました。回答はメールで届きます。',
    order: '発注番号を追加する',
    orderHint: '経理で請求書に発注番号が必要な場合にご利用ください。発行済みのPDFは変わりません。',
    orderNumber: '発注番号',
    saveOrder: '番号を保存',
    orderSaved: '番号を請求書に保存しました。',
    promise: 'お支払い予定日を伝える',
    promiseHint: ({ days }) =>
      `お時間が必要な場合は、支払期限(過ぎている場合は本日)から${days.text}日以内の日をお選びください。その日が終わるまで、この請求書の督促は届きません。`,
    promiseDay: 'お支払い予定日',
    savePromise: '予定日を保存',
    promised: 'ありがとうございます。その日が終わるまで、この請求書の督促は届きません。',
    find: '以前の請求書を探す',
    tooMany:
      '本日、この請求書について5件のメッセージを送信されました。明日までお待ちいただくか、請求書のメールにご返信ください。',
    refused: '保存できませんでした。請求書と入力内容を確かめて、もう一度お試しください。',
  },

  correction: {
    link: '現在の情報に差し替える',
    heading: ({ number }) => `請求書 ${number} に記載の情報`,
    detail: '項目',
    before: '請求書の記載',
    after: '現在の情報',
    nothing: 'なし',
    details: { name: '名称', address: '住所', taxIds: '税務番号', shipping: 'お届け先', reference: 'お客様の参照番号' },
    atOnce:
      '現在の情報と新しい番号で請求書が発行され、この請求書と差し替えられます。ご請求の内容、金額、お支払い期日は変わりません。新しい請求書はメールでお届けします。',
    asked: {
      merchant: ({ seller }) =>
        `まず ${seller} が確認します。上記の情報を添えてご依頼を送信し、お返事はメールでお届けします。`,
      tax: ({ seller }) =>
        `この情報では税の扱いが変わる場合があるため、まず ${seller} が確認します。上記の情報を添えてご依頼を送信し、お返事はメールでお届けします。`,
      paid: ({ seller }) =>
        `この請求書はお支払い済みのため、訂正は ${seller} が行います。上記の情報を添えてご依頼を送信し、お返事はメールでお届けします。`,
    },
    issue: '訂正した請求書を発行する',
    ask: '請求書の訂正を依頼する',
    none: {
      on_its_way: 'この請求書のお支払いが処理中のため、差し替えできません。',
      part_paid: 'この請求書は一部がお支払い済みのため、差し替えできません。',
      replaced: 'この請求書は差し替えられました。',
      unchanged: 'この請求書には現在の情報が記載されています。',
      void: 'この請求書は取り消されているため、訂正するものはありません。',
    },
    write: ({ seller }) => `${seller} に問い合わせる`,
    change: '情報を変更する',
    newer: ({ number }) => `請求書 ${number} を開く`,
    sent: 'ご依頼を送信しました。お返事はメールでお届けします。',
    notice: {
      changed: 'その間に変更があったため、何も行われませんでした。もう一度ご確認のうえ、確定してください。',
      tooMany: '本日の上限に達しました。明日もう一度お試しください。',
      refused: 'うまくいかず、何も変更されていません。しばらくしてからもう一度お試しください。',
    },
    request: ({ before, after }) =>
      `この請求書を現在の情報で発行してください。\n\n請求書の記載：\n${before}\n\n現在：\n${after}`,
    outdated: () => 'これらの未払いの請求書の記載が現在の情報と異なります。訂正できます：',
    choose: '請求書に記載の情報を訂正する',
    chooseHint: '発行後に名称、住所、税務番号が変わった場合にご利用ください。',
    show: '変更点を確認する',
  },

  pay: {
    heading: '複数の請求書をまとめて支払う',
    which: 'お支払いになる請求書を選んでください。',
    due: ({ day }) => `期限:${day}`,
    sum: '合計',
    update: '合計を更新',
    button: ({ amount }) => `${amount}を支払う`,
    none: 'お支払いになる請求書を選び、合計を更新してください。',
    single: 'この請求書へ進む',
    chooseAndPay: '選んで支払う',
    transferText: ({ seller }) =>
      `合計額どおりにお振り込みのうえ、参照番号をご記入ください。${seller}はこの番号でお客様からの入金を確認します。${seller}が入金を記帳すると、請求書は支払い済みになります。`,
    arrived: 'ありがとうございます。お支払いを確認しました。',
    underWay: 'ありがとうございます。お支払いは処理中です。確認でき次第、ここに表示されます。',
    notPaid: 'お支払いは完了しておらず、請求も行われていません。下からもう一度お試しいただけます。',
  },

  invoices: {
    search: '検索',
    searchHint: '番号または文字',
    state: '状態',
    states: { all: 'すべて', open: '未払い', overdue: '期限超過', paid: '支払い済み', void: '取り消し' },
    year: '年',
    allYears: 'すべて',
    sort: '並び順',
    sorts: { newest: '新しい順', oldest: '古い順', due: '期限順', amount: '金額の大きい順' },
    show: '表示',
    found: ({ invoices }) => `請求書${invoices.text}件`,
    none: '請求書はここに表示されます。',
    noneFound: '該当する請求書はありません。',
    list: ({ year }) => `${year}年の一覧(CSV)`,
    documents: ({ year }) => `${year}年のPDFをすべて(ZIP)`,
    showAll: 'すべての請求書を表示',
    pages: 'ページ',
    first: '最初に戻る',
    next: '続きを見る',
  },

  methods: {
    text: '登録した支払い方法なら、入力し直さずにお支払いいただけます。自動で引き落とされる請求書には、既定の支払い方法が使われます。',
    none: '登録した支払い方法はここに表示されます。',
    default: '既定',
    makeDefault: '既定にする',
    remove: '削除',
    expires: ({ month }) => `有効期限${month}`,
    expiry: { expired: '有効期限切れ', this_month: '今月で有効期限切れ', next_month: '来月で有効期限切れ' },
    expiring: {
      expired: ({ method }) => `既定の${method}は有効期限が切れています。別の支払い方法を追加してください。`,
      this_month: ({ method }) =>
        `既定の${method}は今月で有効期限が切れます。お早めに別の支払い方法を追加してください。`,
      next_month: ({ method }) =>
        `既定の${method}は来月で有効期限が切れます。お早めに別の支払い方法を追加してください。`,
    },
    add: '支払い方法を追加する',
    addText: ({ provider }) => `${provider}のページで入力します。情報は安全に保管され、料金はかかりません。`,
    asDefault: '既定の支払い方法にする',
    automatic: {
      heading: '自動支払い',
      on: ({ seller }) =>
        `オンになっています。${seller}が自動で引き落とす請求は、期限に既定の支払い方法で支払われます。`,
      off: 'オフになっています。自動での引き落としはありません。リンク付きのメールが届きますので、請求書ごとにお支払いください。',
      turnOff: '自動支払いをオフにする',
      turnOffText:
        '未払いの請求書も含め、今後は自動で引き落とされません。未払いの請求書ごとにリンク付きのメールが届きますので、ご自身でお支払いください。処理中のお支払いはそのまま完了します。',
      consent: ({ seller }) =>
        `オフにするまで、請求書の期限に${seller}が既定の支払い方法から引き落とすことに同意します。`,
      turnOn: '自動支払いをオンにする',
      turnOnText: '今後の請求書が対象です。リンクが届いた請求書は、引き続きご自身でお支払いください。',
      needsMethod: '支払い方法を追加すると、オンにできます。',
    },
    removal: {
      heading: ({ method }) => `${method}を削除しますか。`,
      text: '今後は引き落とされません。処理中のお支払いはそのまま行われます。また使うには、もう一度入力が必要です。',
      next: '代わりにどれを既定にしますか。',
      confirm: '削除する',
      keep: '削除しない',
      back: '支払い方法に戻る',
    },
    notice: {
      added: ({ method }) => `${method}を追加しました。`,
      unfinished: '支払い方法は追加されていません。',
      removed: '支払い方法を削除しました。',
      default_changed: '既定の支払い方法を変更しました。',
      automatic_payment: '設定を保存しました。',
    },
    problem: {
      payment_provider_unavailable:
        '支払い方法を入力するページを現在開けません。何も変更されていません。しばらくしてからもう一度お試しください。',
      payment_methods_too_many: '支払い方法は20件まで登録できます。追加するには、先に1件削除してください。',
      payment_method_unfit: '現在、ここでは支払い方法を登録できません。',
      payment_method_missing: 'この支払い方法はすでに登録されていません。',
      payment_method_needed:
        '登録されている支払い方法はこれだけで、未払いの請求書が自動で引き落とされます。別の支払い方法を追加するか、その請求書をお支払いいただくと、削除できます。',
      payment_method_default: 'これは既定の支払い方法です。代わりに既定にするものを選んでください。',
      other: '処理できませんでした。何も変更されていません。しばらくしてからもう一度お試しください。',
    },
  },

  links: {
    heading: '請求書へのリンク',
    text: 'これらのリンクを知っている人は、ログインせずに請求書を見て支払うことができます。リンクが第三者の手に渡った場合は、無効にしてください。ほかのリンクはそのまま使え、次のメールで新しいリンクが届きます。',
    none: '請求書へのリンクはここに表示されます。',
    mailedTo: ({ address }) => `送信先:${address}`,
    own: ({ seller }) => `${seller}が保管`,
    until: ({ day }) => `有効期限:${day}`,
    expired: ({ day }) => `期限切れ:${day}`,
    unused: 'まだ利用されていません',
    revoke: 'このリンクを無効にする',
    revoked: 'このリンクは使えなくなりました。ほかのリンクは引き続き使えます。',
    next: 'さらにリンクを表示',
  },
  passkeys: {
    signIn: 'パスキーでログイン',
    refused: 'このパスキーはここでは使えません。代わりにコードをお求めください。',
    failed: '端末から応答がなく、何も行われませんでした。もう一度お試しいただくか、コードをご利用ください。',
    heading: 'パスキー',
    text: 'パスキーを使うと、指紋や顔、端末のPINでログインでき、コードは不要です。',
    add: 'この端末のパスキーを追加する',
    added: ({ when }) => `追加:${when}`,
    neverUsed: 'まだ使われていません',
    remove: '削除する',
    notice: {
      added: 'パスキーを追加しました。次回からこれでログインできます。',
      removed: 'パスキーを削除しました。端末にまだ表示される場合は、端末側でも削除できます。',
      refused: 'パスキーは追加されませんでした。ログインし直して、もう一度お試しください。登録できるのは10件までです。',
    },
  },
  data: {
    text: ({ seller }) =>
      `${seller}がお客様について保存しているすべてのデータを、ここからダウンロードできます。プログラムでも読み取れる、1つのZIPファイルです。内容は次のとおりです。`,
    files: {
      customer: 'ご請求先、連絡先、残高',
      history: '変更の内容、日時、変更した側',
      invoices: '請求書とそのすべての明細、閲覧された日時',
      items: 'まだ発行済みの請求書に載っていない項目',
      payments: 'お支払い、返金、異議申し立て',
      methods: '保存された支払い方法(種類、ブランド、下4桁のみ。それ以外は保存されていません)',
      messages: 'お客様が書かれたメッセージ',
      mails: 'お客様と連絡先に送られたメールと、その中のリンク',
      sessions: 'ログインした端末と日時',
      statements: '年ごとの取引明細',
      documents: '請求書と領収書のPDF',
    },
    download: '自分のデータをダウンロード（ZIP）',
    erasure: {
      heading: 'データの消去を依頼する',
      goes: 'ご請求先、連絡先、支払い方法、ログイン記録、メッセージは完全に消去され、請求書へのリンクは使えなくなります。',
      stays: ({ seller }) =>
        `発行済みの請求書、領収書、お支払いの記録は、法律で定められた期間、発行時のまま${seller}に残ります。未払いの請求書がある場合は、先にお支払いください。`,
      ask: ({ seller }) => `${seller}に連絡する`,
      subject: ({ customer }) => `データの消去をお願いします(${customer})`,
    },
    leftOut: '次のPDFはこのファイルに収まりませんでした。ポータルの各年のZIPファイルにあります。',
    readme: {
      about: ({ seller, customer, when }) => `${seller}が${customer}について保存しているデータです（${when}現在）。`,
      fields:
        '.jsonで終わるファイルはUTF-8のテキストです（RFC 8259）。時刻は1970年1月1日（UTC）からの秒数、金額は通貨の最小単位（セントなど）です。history.jsonの「changes」は保存されたままの形で、時刻はミリ秒です。',
      leftOut:
        'アクセスを守るためのコードや鍵、上記の内容の写し、決済事業者が自ら保管しているデータは含まれていません。',
    },
  },

  sessions: {
    text: '以下の端末でログインしています。心当たりのない端末はログアウトさせてください。',
    current: 'この端末',
    unknownBrowser: 'ブラウザー',
    way: {
      code: ({ when }) => `メールのコードでログイン(${when})`,
      passkey: ({ when }) => `パスキーでログイン(${when})`,
      api: ({ when }) => `販売者のサイトからログイン(${when})`,
    },
    lastUsed: ({ when }) => `最終利用:${when}`,
    end: 'ログアウト',
    endAll: 'すべての端末からログアウト',
    ended: '端末をログアウトさせました。',
  },
})
