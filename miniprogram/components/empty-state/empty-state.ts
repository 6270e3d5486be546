/** Nothing here, and a way on. `action` is the button's text; tapping it sends `act`. */
Component({
  properties: {
    icon: { type: String, value: 'box' },
    title: { type: String, value: '这里空空的' },
    text: { type: String, value: '' },
    action: { type: String, value: '' },
  },
  methods: {
    onAct() {
      this.triggerEvent('act');
    },
  },
});
