// A library whose nrt_execute does nothing, and begins as PROLOGUE_... says: how much a probe costs
// depends on whether the kernel can emulate the instruction that it replaces.

	.text
	.globl nrt_execute
	.type nrt_execute, @function
nrt_execute:
#if defined(PROLOGUE_PUSH)
	push %rbp
	mov %rsp, %rbp
	pop %rbp
#elif defined(PROLOGUE_NOP5)
	.byte 0x0f, 0x1f, 0x44, 0x00, 0x00
#elif defined(PROLOGUE_ENDBR)
	endbr64
	push %rbp
	mov %rsp, %rbp
	pop %rbp
#elif defined(PROLOGUE_STEPPED)
	sub $8, %rsp
	add $8, %rsp
#endif
	xor %eax, %eax
	ret
	.size nrt_execute, .-nrt_execute

	.section .note.GNU-stack, "", @progbits
