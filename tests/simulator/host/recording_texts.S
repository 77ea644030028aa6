/* The recorded texts as bytes of the binary, so that neuron-sim runs alone, anywhere. */

.section .rodata

.macro text name, path
.global neuron_\name
.global neuron_\name\()_end
neuron_\name:
.incbin "tests/fixtures/neuron-driver/\path"
neuron_\name\()_end:
.byte 0
.endm

text inf1_pci, "inf1/pci.txt"
text inf1_sysfs, "inf1/sysfs.txt"
text inf2_pci, "inf2/pci.txt"
text inf2_sysfs, "inf2/sysfs.txt"
text trn1_pci, "trn1/pci.txt"
text trn1_sysfs, "trn1/sysfs.txt"
text trn2_pci, "trn2/pci.txt"
text trn2_sysfs, "trn2/sysfs.txt"
text trn2u_pci, "trn2u/pci.txt"
text trn2u_sysfs, "trn2u/sysfs.txt"

/* Nothing here is run from the stack. */
.section .note.GNU-stack, "", %progbits
