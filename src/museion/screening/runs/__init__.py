"""The one run: fields, text and photos against the loss register, kinds at risk, the law and custody, fused and explained."""
