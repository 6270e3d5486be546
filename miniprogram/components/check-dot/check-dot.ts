/** A round check mark. Only looks: the page handles the tap on the host, so that the whole row may be the target. */
Component({
  properties: {
    checked: { type: Boolean, value: false },
    disabled: { type: Boolean, value: false },
  },
});
