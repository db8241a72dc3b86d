"""The registers that screening asks: the words and the photos of every loss that somebody still looks for."""

from museion.screening.registers.asking import Edition, Registers, get_registers

__all__ = ["Edition", "Registers", "get_registers"]
