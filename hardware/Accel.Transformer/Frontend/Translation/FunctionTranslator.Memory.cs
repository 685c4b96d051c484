using Accel.Transformer.Diagnostics;
using Accel.Transformer.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Accel.Transformer.Frontend.Translation;

/// <content>SimpleMemory: each access is a statement of its own.</content>
internal sealed partial class FunctionTranslator
{
    private Value EvaluateMemory(IInvocationOperation invocation)
    {
        if (invocation.Instance is null || Target(EvaluatePlace(invocation.Instance), invocation) is not MemoryPlace)
        {
            throw new Refusal(
                DiagnosticDescriptors.MemoryReference, invocation,
                $"{invocation.Syntax} is called on something else than the SimpleMemory that the entry point was given");
        }

        List<Value> arguments = [.. EvaluateArguments(invocation.Arguments)
            .OrderBy(item => item.Parameter.Ordinal)
            .Select(item => (Value)item.Argument)];
        Expression cell = ((ScalarValue)arguments[0]).Expression;
        switch (invocation.TargetMethod.Name)
        {
            case "ReadUInt32":
                return new ScalarValue(ReadCell(cell));
            case "ReadInt32":
                return new ScalarValue(IrBuild.Convert(IrType.Int32, ReadCell(cell)));
            case "ReadBoolean":
                return new ScalarValue(IrBuild.Binary(BinaryOperator.NotEqual, ReadCell(cell), IrBuild.Constant(IrType.UInt32, 0)));
            case "Read4Bytes":
                return ReadBytes(cell, invocation);
            case "WriteUInt32" or "WriteInt32":
                WriteCell(cell, IrBuild.Convert(IrType.UInt32, ((ScalarValue)arguments[1]).Expression));
                return Value.Nothing;
            case "WriteBoolean":
                WriteCell(cell, IrBuild.Select(
                    ((ScalarValue)arguments[1]).Expression, IrBuild.Constant(IrType.UInt32, uint.MaxValue), IrBuild.Constant(IrType.UInt32, 0)));
                return Value.Nothing;
            case "Write4Bytes" when arguments[1] is ReferenceValue { Target: ArrayPlace { Length: <= 4 } bytes }:
                WriteBytes(cell, bytes);
                return Value.Nothing;
            default:
                throw new Refusal(DiagnosticDescriptors.MemoryReference, invocation, invocation.TargetMethod.Name == "Write4Bytes"
                    ? "Write4Bytes is given something else than an array of at most 4 bytes"
                    : $"{invocation.TargetMethod.Name} of SimpleMemory is for the host; a kernel reads and writes with ReadInt32, ReadUInt32, ReadBoolean, Read4Bytes and the Write methods of those");
        }
    }

    private VariableExpression ReadCell(Expression cell)
    {
        Variable target = NewVariable("cell", IrType.UInt32);
        Emit(new MemoryReadStatement(target, cell, _place));
        return new VariableExpression(target);
    }

    private void WriteCell(Expression cell, Expression value) => Emit(new MemoryWriteStatement(cell, value, _place));

    private ReferenceValue ReadBytes(Expression cell, IInvocationOperation invocation)
    {
        ArrayPlace bytes = NewArray(((IArrayTypeSymbol)invocation.Type!).ElementType, 4, invocation);
        VariableExpression value = ReadCell(cell);
        for (int index = 0; index < 4; index++)
        {
            Expression shifted = IrBuild.Binary(BinaryOperator.ShiftRight, value, IrBuild.Constant(IrType.Int32, index * 8));
            Store(
                bytes.Layout.At(IrBuild.Constant(IrType.Int32, index)),
                new ScalarValue(IrBuild.Convert(bytes.Layout.Array!.ElementType, index == 0 ? value : shifted)));
        }

        return new ReferenceValue(bytes);
    }

    // Bytes that are not given are 0.
    private void WriteBytes(Expression cell, ArrayPlace bytes)
    {
        Expression all = IrBuild.Constant(IrType.UInt32, 0);
        for (int index = 0; index < bytes.Length; index++)
        {
            Place element = bytes.Layout.At(IrBuild.Constant(IrType.Int32, index));
            Expression part = IrBuild.Convert(IrType.UInt32, ((ScalarValue)Load(element)).Expression);
            part = index == 0 ? part : IrBuild.Binary(BinaryOperator.ShiftLeft, part, IrBuild.Constant(IrType.Int32, index * 8));
            all = index == 0 ? part : IrBuild.Binary(BinaryOperator.Or, all, part);
        }

        WriteCell(cell, all);
    }
}
