import { Attempt } from '../../../../services/attempt';
import { asAppError } from '../../../../services/error';
import { vip } from '../../../../services/vip';
import type { Tap } from '../../../../utils/events';
import { toast, toastSuccess } from '../../../../utils/feedback';
import { back, go } from '../../../../utils/navigation';
import { queryText, routes } from '../../../../utils/routes';
import type { OfferProblem } from '../../utils/offer-form';
import { type LevelForm, programOf, vipField, type VipForm, vipFormOf } from '../../utils/vip-form';

const MOST_LEVELS = 5;

Page({
  data: {
    state: 'loading' as 'loading' | 'ready' | 'error',
    errorText: '',
    gone: false,
    form: null as VipForm | null,
    members: 0,
    problem: null as OfferProblem | null,
    changed: false,
    busy: false,
    mostLevels: MOST_LEVELS,
  },
  shopId: '',
  version: 0,
  saving: null as Attempt | null,

  onLoad(query) {
    this.shopId = queryText(query, 'shopId');
    this.saving = new Attempt();
    void this.load();
  },

  async load() {
    this.setData({ state: 'loading' });
    try {
      const { program, version, members } = await vip.program(this.shopId);
      this.version = version;
      this.setData({ state: 'ready', form: vipFormOf(program), members, changed: version === 0, problem: null });
    } catch (error) {
      const { code, message } = asAppError(error);
      this.setData({ state: 'error', errorText: message, gone: code === 'FORBIDDEN' || code === 'NOT_FOUND' });
    }
  },
  edited(change: Partial<VipForm>) {
    const { form } = this.data;
    if (form) this.setData({ form: { ...form, ...change }, problem: null, changed: true });
  },
  onSwitch(event: WechatMiniprogram.CustomEvent<{ value: boolean }, object, { field: string }>) {
    this.edited({ [event.currentTarget.dataset.field]: event.detail.value });
  },
  onText(event: WechatMiniprogram.CustomEvent<{ value: string }, object, { field: string }>) {
    this.edited({ [event.currentTarget.dataset.field]: event.detail.value });
  },
  onGrade(event: Tap<{ by: VipForm['gradeBy'] }>) {
    const { by } = event.currentTarget.dataset;
    if (by !== this.data.form?.gradeBy) this.edited({ gradeBy: by });
  },
  onLevel(event: WechatMiniprogram.CustomEvent<{ value: string }, object, { at: number; part: keyof LevelForm }>) {
    const { at, part } = event.currentTarget.dataset;
    this.edited({ levels: (this.data.form?.levels ?? []).map((level, i) => (i === Number(at) ? { ...level, [part]: event.detail.value } : level)) });
  },
  onAddLevel() {
    const levels = this.data.form?.levels ?? [];
    if (levels.length >= MOST_LEVELS) return;
    this.edited({ levels: [...levels, { id: Math.max(-1, ...levels.map(({ id }) => id)) + 1, name: '', from: '', discount: '' }] });
  },
  onRemoveLevel(event: Tap<{ at: number }>) {
    const levels = this.data.form?.levels ?? [];
    if (levels.length > 1) this.edited({ levels: levels.filter((_, i) => i !== Number(event.currentTarget.dataset.at)) });
  },

  async onSave() {
    const attempt: Attempt | null = this.saving;
    const { form, busy, changed } = this.data;
    if (busy || !changed || !attempt || !form) return;
    const program = programOf(form);
    if ('field' in program) return this.point(program);
    this.setData({ busy: true });
    try {
      const saved = await attempt.run({ shopId: this.shopId, version: this.version, program }, (request) => vip.saveProgram(request));
      this.version = saved.version;
      this.setData({ form: vipFormOf(saved.program), changed: false, problem: null });
      toastSuccess('已保存');
    } catch (error) {
      const { message, field } = asAppError(error);
      this.point({ field: vipField(field ?? ''), message });
    } finally {
      this.setData({ busy: false });
    }
  },
  point(problem: OfferProblem) {
    this.setData({ problem });
    toast(problem.message);
  },
  onPrices() {
    go(routes.manageVipPrices(this.shopId));
  },
  onMembers() {
    go(routes.manageMembers(this.shopId));
  },
  onRetry() {
    void this.load();
  },
  onBack() {
    back();
  },
});
