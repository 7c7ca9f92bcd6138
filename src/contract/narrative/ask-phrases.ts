/**
 * How agents ask, offer and take their leave, in the languages in which they are most used. Each expression is tried on
 * one sentence of the writer's own words, in lower case; none of them repeats a repetition, so each is linear.
 */
export const any = (words: readonly string[]): RegExp => new RegExp(`(?:${words.join('|')})`, 'u');
export const first = (words: readonly string[]): RegExp => new RegExp(`^[¿\\s]*(?:${words.join('|')})`, 'u');

export const ENDS_AS_QUESTION = /(?:[?？؟]|か。)[*_)"'”』」\s!！:：]*$/u;

/** Nothing waits for these. */
export const OFFER = first([
  'would you like me to',
  'would you like (?:any|some|help|a hand)',
  'do you want me to',
  '(?:do you )?want (?:me to|any|help)',
  '(?:do|would) you also',
  'shall i',
  'should i (?:also|go ahead|additionally)',
  'can i (?:also|help|do)',
  'may i also',
  '(?:is there )?any(?:thing|thing else| other)',
  'any (?:other )?questions',
  '(?:how|what)(?: else)? (?:can|may) i (?:help|assist|do for you)',
  'is there something else',
  'need any(?:thing)? ',
  'does (?:this|that|it) (?:help|make sense|look|sound|work for you)',
  'sounds? good',
  'all good',
  'ok(?:ay)?\\s*\\?',
  'ready\\s*\\?',
  'interested\\b',
  '(?:te gustaría|quieres|quiere|deseas|desea) que',
  '(?:voulez-vous|veux-tu|souhaitez-vous|souhaites-tu) que je',
  'soll ich (?:auch|noch|gleich|dir|ihnen)',
  '(?:möchtest du|möchten sie|willst du),? dass ich',
  '(?:quer|gostaria) que eu',
  'vuoi che',
  '(?:您|你)?(?:需要|要|想让|希望)我',
  '(?:您|你)?(?:是否|要不要)(?:需要|要)?我',
  '(?:还|還)(?:需要|有)',
]);

/** The same said at the end of the sentence, as Korean and Japanese do. */
export const OFFER_AT_END = any([
  '드릴까요',
  '도와드',
  '더 필요하',
  '필요하(?:신가요|세요|십니까)',
  '도 원하',
  '도 (?:추가|작성|만들|정리|업데이트|고).{0,12}까요',
  'ましょうか',
  'お手伝い',
  '他に何か',
  'も必要',
  'も(?:追加|作成|作り|更新).{0,8}ますか',
  '也(?:需要|要)',
  '(?:吗|嗎)需要我',
]);

/** An offer that is a choice after all, or asks for leave to go on, waits for its answer. */
export const CHOICE = any([
  '\\bor\\b',
  '\\bproceed\\b',
  '\\boder\\b',
  '\\bou (?:bien|non|plutôt)\\b',
  '还是',
  '還是',
  'それとも',
  '아니면',
  '어떻게',
  '어떤',
  '어느',
  '무엇',
  'どの',
  'どちら',
  'どう',
  '何を',
  'いつ',
]);
/** What cannot be taken back is no courtesy: it waits for a yes. */
export const RISKY = any([
  '\\b(?:production|prod|live (?:system|site|data(?:base)?)|force[- ]push)\\b',
  '\\b(?:delete|drop|wipe|destroy|truncate|purge)\\b.{0,40}\\b(?:tables?|databases?|db|data|buckets?|branch(?:es)?|volumes?|accounts?|users?)\\b',
  '운영 (?:db|서버|환경|데이터)',
  '프로덕션',
  '(?:테이블|데이터|데이터베이스|브랜치)(?:를|을)? 삭제',
  '本番',
  '(?:テーブル|データ|ブランチ)を削除',
  '生产(?:环境|数据)',
  '生產(?:環境|資料)',
  '删除.{0,12}(?:表|数据|分支)',
]);
/** Said behind an offer: the agent stopped, or waits. */
export const STOPPED = any([
  "\\bi(?:’ve|'ve| have)? (?:stopped|paused|held off|am holding)(?: here| until| before| off)\\b",
  '\\b(?:until|before|unless) you (?:confirm|decide|answer|approve|reply|say|tell|choose|pick|agree)\\b',
  "\\bi (?:cannot|can't|can’t|won't|won’t|will not) (?:continue|proceed|go on|go any further|start|finish|complete|deploy|publish|push|merge|release)\\b",
  '\\b(?:waiting|awaiting|blocked|on hold)\\b.{0,40}\\byour?\\b',
  '\\bich (?:warte|habe hier angehalten)\\b',
  '(?:기다리|대기하)고 있',
  '(?:멈췄|중단했)습니다',
  '진행할 수 없',
  'お待ちして',
  '(?:停止|中断)して(?:い|お)',
  '進められません',
  '(?:等待|等)(?:您|你)',
  '(?:无法|無法)(?:继续|繼續)',
]);
/** Open offers keep their `or`: "anything else to add or change?". */
export const OPEN_ENDED = any(['\\bany(?:thing)?\\b', '\\bor not\\b', '\\belse\\b']);

/** Speaks to the person: a question in the middle of a message that is not put for effect. */
export const DIRECTED = any([
  '\\byour?s?\\b',
  '\\b(?:should|shall|may|can|could|do|must) (?:i|we)\\b',
  '\\b(?:du|dir|ihnen|soll ich|sollen wir)\\b',
  '\\b(?:tu|vous|usted|você)\\b',
  '您',
  '你',
  '원하시',
  '하시겠',
  '주시겠',
  '할까요',
  'よろしいで',
  'ご希望',
]);

/** What follows a question that the writer answers himself. */
export const SELF_ANSWER = first([
  '(?:yes|no|nope|not|because|since|well)\\b',
  'in (?:most|short|general|practice)\\b',
  '(?:the |short )?answer\\b',
  '(?:sí|oui|non|ja|nein|sim)[,. ]',
  '(?:네|아니요|はい|いいえ|是的|不是)',
]);

/** Asks without a question mark. */
export const ASKING = first([
  '(?:please )?(?:confirm|clarify|advise|decide|choose|specify)\\b',
  'please (?:provide|tell|let me know|pick|select|share|grant|approve|run|check|answer)\\b',
  '(?:just )?(?:let me know|tell me) (?:which|what|how|where|who|whether)\\b',
  "i(?:'m|’m| am)? (?:still )?(?:need|waiting for|await|blocked on|require) (?:you|your|a decision|an answer)\\b",
  'before .{0,80}\\b(?:i|we) (?:still |first )?need (?:to know|you|your|a decision|an answer)\\b',
  '(?:i|we) (?:still |first )?need to know\\b',
  '(?:(?:i|we) (?:still )?)?need your (?:input|decision|answer|approval|confirmation|choice|call|go-ahead|feedback)\\b',
  "(?:(?:i|we)(?:'m|’m| am|'re|’re| are) )?(?:still |now |currently )?(?:blocked|stuck|paused|on hold|waiting) until you\\b",
  "(?:(?:i|we)(?:'m|’m| am|'re|’re| are) )?(?:still |now |currently )?(?:waiting (?:for|on)|awaiting|blocked on|paused for) your (?:input|decision|answer|reply|response|approval|confirmation|choice|call|go-ahead|feedback)\\b",
  '(?:please )?(?:pick|select) (?:one|an option|between)\\b',
  '(?:bitte )?(?:bestätige|bestätigen sie)\\b',
  '请(?:您|你)?(?:确认|告诉|提供|选择|说明|指定)',
  '請(?:您|你)?(?:確認|告訴|提供|選擇|說明|指定)',
]);
/** The same words begin a step of the writer's own in a list: "confirm that v2 is chosen". */
export const BARE_IMPERATIVE = /^(?:confirm|clarify|advise|decide|choose|specify|pick|select)\b/u;
export const ASKING_AT_END = any([
  '알려\\s?주세요',
  '말씀해\\s?주세요',
  '확인해\\s?주세요',
  '(?:선택|결정|승인|골라)(?:해)?\\s?주세요',
  '(?:답변|결정|확인|승인)(?:을|를)? 기다리',
  '(?:결정|확인|승인|답변)(?:이|가) 필요합니다',
  '(?:ご回答|ご判断|ご承認|お返事)をお待ち',
  '(?:決めて|承認して)ください',
  '等待(?:您|你)的(?:决定|確認|确认|回复|決定|回覆|选择|選擇)',
  '需要(?:您|你)的?(?:决定|確認|确认|決定|选择|選擇)',
  '教えてください',
  '(?:お知らせ|ご確認|指定して|選んで)ください',
]);

/** Offers without a question mark; the second list turns an asking sentence into one. */
export const OFFERING = first([
  '(?:just |please )?let me know (?:if|when|should|in case)\\b',
  "if you(?:'d|’d| would)? (?:like|want|prefer|wish|need)\\b",
  "i(?:'m|’m| am)? (?:can also|could also|happy to|glad to|can also be)\\b",
  '(?:happy|glad|feel free) to\\b',
  'feel free\\b',
  'just say\\b',
  'wenn (?:du|sie) (?:möchte|will|woll)',
  '(?:如果|如需|若).{0,60}(?:告诉我|告訴我|联系我)',
  'si (?:quieres|quiere|vous voulez|tu veux|vous le souhaitez)\\b',
]);
export const CONDITIONAL = any([
  '如果',
  '若',
  '如需',
  '需要的话',
  '필요하',
  '원하시면',
  '있으시면',
  'あれば',
  '必要なら',
  '場合は',
]);

/** A label or heading under which questions stand. */
export const QUESTION_LABEL =
  /^(?:open |unresolved |remaining |outstanding )?(?:questions?(?: \d{1,2})?|decisions? (?:needed|required))(?: for you)?\s*[:：]\s*/u;
export const QUESTION_HEADING =
  /^(?:(?:open |unresolved |remaining |outstanding )questions?|questions?(?: for you)?|decisions? (?:needed|required)|未解決の質問|質問|未解决的问题|待确认(?:的?问题)?|열린 질문|미해결 질문|질문|offene fragen?|preguntas abiertas|questions ouvertes)\s*[:：]?$/u;
export const QUESTION_LABEL_ELSEWHERE =
  /^(?:未解決の質問|質問|未解决的问题|问题|待确认|열린 질문|미해결 질문|질문|offene fragen?|preguntas? abiertas?|questions? ouvertes?)\s*[:：]\s*/u;

/** Nothing stands under the label. */
export const NOTHING =
  /^(?:none|nothing|n\/a|no\b|keine|aucun|ninguna?|nenhum|なし|特になし|无|無|没有|없음|없습니다|[-–—]\s*$)/u;
