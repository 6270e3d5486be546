import { catalog } from '../../../../services/catalog';
import { uploadImage } from '../../../../services/upload';
import type { Tap } from '../../../../utils/events';
import { toast, toastError } from '../../../../utils/feedback';
import type { BlockForm, Item } from '../../utils/blocks';
import { emptyForm, problemOf, shifted, typeOf } from '../../utils/blocks';

const SHOWN = 8;
const blank = { subTitle: '', url: '' };

/** Edits one block of the home page. Sends `save` {form} and `close`. */
Component({
  properties: {
    show: { type: Boolean, value: false },
    /** BlockForm */
    /** Only what is this shop's own may be added; ''. */
    shopId: { type: String, value: '' },
    form: { type: Object, value: null as unknown as Record<string, unknown> },
  },
  data: {
    edit: emptyForm('text'),
    name: '',
    most: 0,
    /** What may be added. */
    offers: [] as Item[],
    looking: false,
    keyword: '',
    uploading: false,
  },
  observers: {
    'show, form'(show: boolean, form: BlockForm | null) {
      if (!show || !form) return;
      const { name, most } = typeOf(form.type);
      this.setData({ edit: JSON.parse(JSON.stringify(form)) as BlockForm, name, most, offers: [], keyword: '' });
      void this.look();
    },
  },
  methods: {
    async look() {
      const { type } = this.data.edit;
      if (type === 'banner' || type === 'text') return;
      this.setData({ looking: true });
      try {
        const offers = await this.offersFor(type, this.data.keyword.trim());
        if (type === this.data.edit.type) this.setData({ offers });
      } catch (error) {
        toastError(error);
      } finally {
        this.setData({ looking: false });
      }
    },
    async offersFor(type: BlockForm['type'], keyword: string): Promise<Item[]> {
      if (type === 'categories') {
        const { tree } = await catalog.categories();
        return tree.flatMap(({ children, ...top }) => [top, ...children]).map(({ id, name, icon }) => ({ ...blank, id, name, image: icon }));
      }
      const { shopId } = this.data;
      if (type === 'shops' || type === 'coupons') {
        const { shops } = await catalog.filters(shopId ? { shopId } : {});
        return shops.map(({ id, name }) => ({ ...blank, id, name, image: '' }));
      }
      const { items } = await catalog.list({ ...(keyword ? { keyword } : {}), ...(shopId ? { shopId } : {}), limit: SHOWN });
      return items.map(({ spuId, title, image }) => ({ ...blank, id: spuId, name: title, image }));
    },
    onField(event: WechatMiniprogram.Input<{ path: string }>) {
      const { path } = event.currentTarget.dataset as { path: string };
      this.setData({ [`edit.${path}`]: event.detail.value });
    },
    onKeyword(event: WechatMiniprogram.Input) {
      this.setData({ keyword: event.detail.value });
    },
    onLook() {
      void this.look();
    },
    onOffer(event: Tap<{ index: number }>) {
      const offer = this.data.offers[event.currentTarget.dataset.index];
      const { items } = this.data.edit;
      if (!offer) return;
      if (items.some(({ id }) => id === offer.id)) return toast('已经在里面了');
      if (items.length >= this.data.most) return toast(`最多 ${this.data.most} 项`);
      this.setData({ 'edit.items': [...items, offer] });
    },
    async onPicture(event: Tap<{ index: number }>) {
      if (this.data.uploading) return;
      let path: string;
      try {
        const { tempFiles } = await wx.chooseMedia({ count: 1, mediaType: ['image'], sizeType: ['compressed'] });
        path = tempFiles[0]?.tempFilePath ?? '';
      } catch {
        // Closed without a choice.
        return;
      }
      if (!path) return;
      this.setData({ uploading: true });
      try {
        const image = await uploadImage(path, 'home');
        const { index } = event.currentTarget.dataset;
        const { items } = this.data.edit;
        if (items[index]) this.setData({ [`edit.items[${index}].image`]: image });
        else this.setData({ 'edit.items': [...items, { ...blank, id: `new${items.length}`, name: '', image }] });
      } catch (error) {
        toastError(error);
      } finally {
        this.setData({ uploading: false });
      }
    },
    onUp(event: Tap<{ index: number }>) {
      this.setData({ 'edit.items': shifted(this.data.edit.items, event.currentTarget.dataset.index, -1) });
    },
    onRemove(event: Tap<{ index: number }>) {
      this.setData({ 'edit.items': this.data.edit.items.filter((_, i) => i !== event.currentTarget.dataset.index) });
    },
    onSave() {
      const problem = problemOf(this.data.edit);
      if (problem) return toast(problem);
      this.triggerEvent('save', { form: this.data.edit });
      this.triggerEvent('close');
    },
    onClose() {
      this.triggerEvent('close');
    },
  },
});
